package dev.keywright.sync;

import dev.keywright.core.ObjectKey;
import dev.keywright.fetch.SourceHealth;
import dev.keywright.fetch.SourceKey;
import java.util.Map;

/** What the watch over the stores knows of the sources of a policy. */
@FunctionalInterface
public interface SourceFreshness {
  /**
   * What was last seen of each source of {@code policy}; sources that were never looked at are
   * missing.
   */
  Map<SourceKey, SourceHealth> of(ObjectKey policy);
}
