package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.RotationBase;
import dev.keywright.api.v1alpha1.RotationConsumer;
import dev.keywright.api.v1alpha1.RotationOutcome;
import dev.keywright.api.v1alpha1.RotationPending;
import dev.keywright.api.v1alpha1.RotationPhase;
import dev.keywright.api.v1alpha1.SecretRotationStatus;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Fingerprint;
import dev.keywright.core.Reason;
import dev.keywright.core.SourceVersion;
import dev.keywright.rotation.RotationObservation.Current;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is told of one step of a run. The outcome of a phase and the intent of the next are one
 * status. Pure.
 *
 * @param status the next status
 * @param records what belongs in the audit trail, in order
 * @param pause how long to wait at most before looking again; zero to go on at once
 */
public record RotationReport(
    SecretRotationStatus status, List<RotationRecord> records, Duration pause) {
  private static final int MOST_ATTEMPTS = 3;
  private static final int MOST_REBASES = 3;

  public RotationReport {
    records = List.copyOf(records);
  }

  /** Tells what came of {@code plan}. */
  static RotationReport of(RotationObservation observed, RotationPlan plan, StepOutcome outcome) {
    JournalEntry entry = new JournalEntry(observed);
    return switch (outcome) {
      case StepOutcome.Noted noted -> noted(entry, plan);
      case StepOutcome.Staged(SourceVersion slot, Fingerprint fingerprint) -> {
        entry.draft.pending = new RotationPending(slot.id(), null, fingerprint.toString());
        yield entry.complete(RotationPhase.Staged);
      }
      case StepOutcome.Moved(Current current) -> moved(entry, plan, current);
      case StepOutcome.Applied applied -> entry.complete(RotationPhase.Applied);
      case StepOutcome.Verified verified -> entry.complete(RotationPhase.Verified);
      case StepOutcome.Rejected(String message) -> rejected(entry, message);
      case StepOutcome.Committed(SourceVersion version) -> committed(entry, version);
      case StepOutcome.NotCommitted notCommitted -> notCommitted(entry, plan);
      case StepOutcome.Retired retired -> entry.done();
      case StepOutcome.Cleared cleared -> entry.finish();
      case StepOutcome.Failed(StepFailure failure, Duration backoff) ->
          FailureReport.of(entry, plan, failure, backoff);
    };
  }

  private static RotationReport noted(JournalEntry entry, RotationPlan plan) {
    return switch (plan) {
      case RotationPlan.Idle(Duration look) -> entry.unchanged(look);
      case RotationPlan.Wait(Duration time) -> entry.unchanged(time);
      case RotationPlan.Admit(RotatedObject object, RotationBase base) -> entry.admit(object, base);
      case RotationPlan.Resume resume -> entry.resume(resume);
      case RotationPlan.Recall recall -> entry.recall();
      case RotationPlan.Intend(RotationPhase phase) -> entry.intend(phase);
      case RotationPlan.Pass(RotationPhase phase, List<RotationConsumer> consumers) -> {
        entry.draft.consumers = consumers.isEmpty() ? null : consumers;
        yield entry.complete(phase);
      }
      case RotationPlan.Await await -> entry.await(await);
      case RotationPlan.Abort(RotationOutcome outcome, Diagnosis why) -> entry.close(outcome, why);
      case RotationPlan.Finish finish -> entry.finish();
      case RotationPlan.Own own -> entry.unchanged(Duration.ZERO);
      case RotationPlan.Stage stage -> throw impossible(plan);
      case RotationPlan.Apply apply -> throw impossible(plan);
      case RotationPlan.Verify verify -> throw impossible(plan);
      case RotationPlan.Commit commit -> throw impossible(plan);
      case RotationPlan.Settle settle -> throw impossible(plan);
      case RotationPlan.Retire retire -> throw impossible(plan);
      case RotationPlan.CleanUp cleanUp -> throw impossible(plan);
      case RotationPlan.Fail fail -> throw impossible(plan);
    };
  }

  private static IllegalArgumentException impossible(RotationPlan plan) {
    return new IllegalArgumentException("came back without an outcome: " + plan);
  }

  private static RotationReport committed(JournalEntry entry, SourceVersion version) {
    RotationPending pending = entry.draft.pending;
    entry.draft.pending =
        new RotationPending(
            pending == null ? null : pending.slot(),
            version.id(),
            pending == null ? null : pending.fingerprint());
    entry.draft.deadline = entry.observed.now().plus(JournalEntry.LIMIT);
    return entry.complete(RotationPhase.Committed);
  }

  private static RotationReport notCommitted(JournalEntry entry, RotationPlan plan) {
    return plan instanceof RotationPlan.Settle(RotationPlan.Step step, Diagnosis why)
        ? entry.close(RotationOutcome.Aborted, why)
        : entry.unchanged(Duration.ZERO);
  }

  /** The values were no good: others are drawn, a few times. */
  private static RotationReport rejected(JournalEntry entry, String message) {
    int attempt = entry.observed.journal().attempt();
    Diagnosis why = new Diagnosis(Reason.RotationFailed, message);
    if (entry.observed.journal().phase().equals(Optional.of(RotationPhase.Applied))) {
      return entry.close(
          RotationOutcome.Quarantined,
          new Diagnosis(
              Reason.RotationQuarantined,
              message + " It was set at the target all the same; the pending slot keeps it."));
    }
    entry.draft.intent = null;
    if (attempt >= MOST_ATTEMPTS) {
      return entry.close(
          RotationOutcome.Quarantined,
          new Diagnosis(
              Reason.RotationQuarantined,
              message + " This happened " + attempt + " times; nothing was changed."));
    }
    entry.draft.attempt = attempt + 1;
    entry.add(RotationRecord.Type.FAILED, RotationPhase.Verified.name(), Optional.of(why));
    return entry.intend(RotationPhase.Staged);
  }

  /**
   * Somebody wrote to the object since the run began. Another property: the run goes on from what
   * they wrote. A rotated one: theirs stays.
   */
  private static RotationReport moved(JournalEntry entry, RotationPlan plan, Current current) {
    return switch (current) {
      case Current.Missing(Diagnosis why) -> entry.close(RotationOutcome.Aborted, why);
      case Current.Value value -> moved(entry, plan, value);
    };
  }

  private static RotationReport moved(
      JournalEntry entry, RotationPlan plan, Current.Value current) {
    RunJournal journal = entry.observed.journal();
    boolean isCommit = plan instanceof RotationPlan.Commit;
    Optional<Fingerprint> found = Optional.of(current.fingerprint());
    if (isCommit && found.equals(journal.pendingFingerprint())) {
      return committed(entry, current.version());
    }
    if (!found.equals(journal.baseFingerprint())) {
      return entry.close(
          RotationOutcome.Superseded,
          new Diagnosis(
              Reason.RotationFailed,
              "Somebody else wrote a new value before this run could; theirs stays."));
    }
    if (isCommit && Optional.of(current.version()).equals(journal.baseVersion())) {
      return entry.close(
          RotationOutcome.Aborted,
          new Diagnosis(
              Reason.RotationFailed,
              "Somebody else emptied the pending slot before the value was current; the old one"
                  + " stays."));
    }
    if (journal.intendedTry() - journal.attempt() >= MOST_REBASES) {
      return entry.close(
          RotationOutcome.Aborted,
          new Diagnosis(
              Reason.RotationFailed,
              "The object was changed again and again while the run wanted to write it; the old"
                  + " value stays."));
    }
    entry.draft.base = new RotationBase(current.version().id(), current.fingerprint().toString());
    return entry.intendAgain();
  }
}
