package dev.keywright.rotation;

import dev.keywright.core.Fingerprint;
import dev.keywright.core.SourceVersion;
import java.time.Duration;

/** What came of a step. */
public sealed interface StepOutcome {
  /** The plan had no effect outside the journal. */
  record Noted() implements StepOutcome {}

  /**
   * The slot holds this attempt's values.
   *
   * @param slot version of the slot
   * @param fingerprint of the values
   */
  record Staged(SourceVersion slot, Fingerprint fingerprint) implements StepOutcome {}

  /**
   * The version that was planned from is no longer current, or the slot is empty.
   *
   * @param current what is current now
   */
  record Moved(RotationObservation.Current current) implements StepOutcome {}

  /** The target says that the values are valid. */
  record Applied() implements StepOutcome {}

  /** The values were proved. */
  record Verified() implements StepOutcome {}

  /**
   * These values are no good; others may be.
   *
   * @param message why
   */
  record Rejected(String message) implements StepOutcome {}

  /**
   * The values are current.
   *
   * @param version that made them so
   */
  record Committed(SourceVersion version) implements StepOutcome {}

  /** The values are not current and will not become so. */
  record NotCommitted() implements StepOutcome {}

  /** The old is out of service and the slot is clear. */
  record Retired() implements StepOutcome {}

  /** The slot holds nothing of this run. */
  record Cleared() implements StepOutcome {}

  /**
   * Unknown or refused.
   *
   * @param failure why
   * @param backoff how long to wait before the next try
   */
  record Failed(StepFailure failure, Duration backoff) implements StepOutcome {}
}
