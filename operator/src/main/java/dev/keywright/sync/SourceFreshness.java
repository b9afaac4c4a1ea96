package dev.keywright.sync;

import dev.keywright.core.ObjectKey;
import dev.keywright.fetch.SourceHealth;
import dev.keywright.fetch.SourceKey;

/** What the watch over the stores knows of the sources of a policy. */
@FunctionalInterface
public interface SourceFreshness {
  /** What was last seen of {@code source} for {@code policy}. */
  SourceHealth of(ObjectKey policy, SourceKey source);
}
