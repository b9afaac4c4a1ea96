package dev.keywright.sync;

import dev.keywright.core.Diagnosis;

/** What came of writing a target. */
public sealed interface WriteOutcome {
  /** It did not exist and does now. */
  record Created() implements WriteOutcome {}

  /**
   * It holds other data or markers now.
   *
   * @param repaired whether this took back an edit by somebody else
   */
  record Updated(boolean repaired) implements WriteOutcome {}

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
   * It changed under us or the API server did not answer; observe again.
   *
   * @param why for the log
   */
  record Retry(String why) implements WriteOutcome {}
}
