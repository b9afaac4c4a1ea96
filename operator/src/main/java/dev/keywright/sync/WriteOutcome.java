package dev.keywright.sync;

import dev.keywright.core.Diagnosis;
import java.time.Instant;
import java.util.Optional;

/** What came of writing a target. */
public sealed interface WriteOutcome {
  /**
   * It did not exist and does now.
   *
   * @param acceptedAt when the API server took the write, by its own clock and cut to whole
   *     seconds; empty when it does not say
   */
  record Created(Optional<Instant> acceptedAt) implements WriteOutcome {}

  /**
   * It holds other data or markers now.
   *
   * @param acceptedAt as in {@link Created}
   */
  record Updated(Optional<Instant> acceptedAt) implements WriteOutcome {}

  /** A Secret with the same content was taken over; its data was not touched. */
  record Adopted() implements WriteOutcome {}

  /** It was already as wanted; nothing was written. */
  record Unchanged() implements WriteOutcome {}

  /**
   * It belongs to somebody else, or cannot be changed this way; nothing was written.
   *
   * @param diagnosis TargetConflict, RecreateHeld, AccessDenied or InvalidSpec, with the way out
   */
  record Refused(Diagnosis diagnosis) implements WriteOutcome {}

  /**
   * The API server does not take writes now, or it is not known whether it took this one.
   *
   * @param diagnosis ProviderUnavailable, with the code
   */
  record Unavailable(Diagnosis diagnosis) implements WriteOutcome {}

  /**
   * It changed under us; observe again.
   *
   * @param why for the log
   */
  record Retry(String why) implements WriteOutcome {}
}
