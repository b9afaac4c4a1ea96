package dev.keywright.fetch;

import dev.keywright.core.Diagnosis;
import dev.keywright.core.SourceVersion;
import java.time.Instant;
import java.util.Optional;

/**
 * What the watch over the stores last saw of one source of one policy.
 *
 * @param latest the version that the store last reported
 * @param checkedAt when the store last answered with a version
 * @param overdue why users must be told: the object is gone, the policy may not read it any more,
 *     or the checks have failed for so long that the policy's own one is two intervals overdue
 */
public record SourceHealth(
    Optional<SourceVersion> latest, Optional<Instant> checkedAt, Optional<Diagnosis> overdue) {
  /** Nothing is known yet. */
  public static final SourceHealth UNKNOWN =
      new SourceHealth(Optional.empty(), Optional.empty(), Optional.empty());
}
