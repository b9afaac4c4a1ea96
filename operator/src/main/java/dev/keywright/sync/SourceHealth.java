package dev.keywright.sync;

import dev.keywright.core.Diagnosis;
import dev.keywright.core.SourceVersion;
import java.time.Instant;
import java.util.Optional;

/**
 * What the watch over the stores last saw of one source.
 *
 * @param latest the version that the store last reported
 * @param checkedAt when the store last answered
 * @param overdue why the checks have failed for so long that users must be told
 */
public record SourceHealth(
    Optional<SourceVersion> latest, Optional<Instant> checkedAt, Optional<Diagnosis> overdue) {
  /** Nothing is known yet. */
  public static final SourceHealth UNKNOWN =
      new SourceHealth(Optional.empty(), Optional.empty(), Optional.empty());
}
