package dev.keywright.e2e.demo.stage;

import java.util.LinkedHashSet;
import java.util.Set;

/** What earlier steps have seen and a later one needs. Not thread-safe. */
public final class Chronicle {
  private final Set<String> revisions = new LinkedHashSet<>();

  /** The Secret was seen with this revision. */
  public void sawRevision(String revision) {
    revisions.add(revision);
  }

  /** All revisions that the Secret was seen with, in their order. */
  public Set<String> revisions() {
    return Set.copyOf(revisions);
  }
}
