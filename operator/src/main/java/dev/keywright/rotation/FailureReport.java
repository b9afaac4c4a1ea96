package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.RotationOutcome;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import java.time.Duration;

/** What is told of a step that failed: how it goes on depends on why. Pure. */
final class FailureReport {
  private static final int MOST_DENIALS = 3;

  private FailureReport() {}

  static RotationReport of(
      JournalEntry entry, RotationPlan plan, StepFailure failure, Duration backoff) {
    boolean isCleanUp = plan instanceof RotationPlan.CleanUp;
    return switch (failure.kind()) {
      case TRANSIENT -> again(entry, failure, backoff);
      case OCCUPIED -> held(entry, failure, backoff);
      case DENIED -> isCleanUp ? entry.finish() : denied(entry, failure, backoff);
      case INVALID -> isCleanUp ? entry.finish() : invalid(entry, failure, backoff);
    };
  }

  private static RotationReport again(JournalEntry entry, StepFailure failure, Duration backoff) {
    boolean isFirst = entry.observed.journal().failures() == 0;
    entry.retryIn(backoff, entry.observed.journal().failures() + 1);
    if (entry.draft.outcome == null) {
      entry.draft.conditions =
          RunConditions.progressing(entry.observed, failure.diagnosis().message());
    }
    return entry.tell(isFirst ? RotationRecord.Type.FAILED : null, failure.diagnosis(), backoff);
  }

  private static RotationReport held(JournalEntry entry, StepFailure failure, Duration backoff) {
    Diagnosis why = failure.diagnosis();
    boolean isKnown = RunConditions.isHeldFor(entry.observed, why.reason());
    entry.retryIn(backoff, isKnown ? entry.observed.journal().failures() + 1 : 1);
    entry.draft.conditions = RunConditions.held(entry.observed, why);
    return entry.tell(isKnown ? null : RotationRecord.Type.HELD, why, backoff);
  }

  private static RotationReport denied(JournalEntry entry, StepFailure failure, Duration backoff) {
    boolean isKnown = RunConditions.isHeldFor(entry.observed, failure.diagnosis().reason());
    int denials = isKnown ? entry.observed.journal().failures() + 1 : 1;
    return denials >= MOST_DENIALS
        ? entry.close(
            RotationOutcome.Quarantined,
            new Diagnosis(Reason.RotationQuarantined, failure.diagnosis().message()))
        : held(entry, failure, backoff);
  }

  /** Never succeeds as written: given up where nothing is in use yet, else a person must act. */
  private static RotationReport invalid(JournalEntry entry, StepFailure failure, Duration backoff) {
    return entry.observed.journal().mayBeInUse()
        ? denied(entry, failure, backoff)
        : entry.close(RotationOutcome.Aborted, failure.diagnosis());
  }
}
