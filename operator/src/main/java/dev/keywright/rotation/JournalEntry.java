package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.RotationBase;
import dev.keywright.api.v1alpha1.RotationIntent;
import dev.keywright.api.v1alpha1.RotationOutcome;
import dev.keywright.api.v1alpha1.RotationPending;
import dev.keywright.api.v1alpha1.RotationPhase;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.SourceVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the journal of a run while it is written: the next status and the records that go
 * with it. Pure but for its own fields; not thread-safe.
 */
final class JournalEntry {
  /** How long a run may take until its value is current, and again until its consumers have it. */
  static final Duration LIMIT = Duration.ofHours(1);

  final RotationObservation observed;
  final JournalDraft draft;
  private final Instant now;
  private final List<RotationRecord> records = new ArrayList<>();

  JournalEntry(RotationObservation observed) {
    this.observed = observed;
    this.draft = new JournalDraft(observed.journal().status());
    this.now = observed.now().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Nothing new. */
  RotationReport unchanged(Duration pause) {
    return new RotationReport(observed.journal().status(), List.of(), pause);
  }

  /** The run begins. */
  RotationReport admit(RotatedObject object, RotationBase base) {
    begin(object, base);
    draft.attempt = 1;
    if (isAsked()) {
      add(RotationRecord.Type.REQUEST_ACCEPTED, RotationPhase.Admitted.name(), Optional.empty());
    }
    return complete(RotationPhase.Admitted);
  }

  /** The run is picked up from what the store holds. */
  RotationReport resume(RotationPlan.Resume plan) {
    begin(plan.object(), plan.base());
    draft.attempt = plan.slot().attempt();
    draft.pending =
        new RotationPending(
            plan.slot().version().id(),
            plan.committed().map(SourceVersion::id).orElse(null),
            plan.slot().fingerprint().toString());
    RotationPhase phase =
        plan.committed().isPresent() ? RotationPhase.Committed : RotationPhase.Staged;
    add(RotationRecord.Type.RESUMED, phase.name(), Optional.empty());
    return complete(phase);
  }

  /** The run was done before its status was lost. */
  RotationReport recall() {
    draft.trigger = observed.run().trigger(observed.spec());
    draft.phase = RotationPhase.Done;
    draft.outcome = RotationOutcome.Done;
    draft.finishedTime = now;
    draft.conditions =
        RunConditions.succeeded(observed, "The run was done before its status was lost.");
    add(RotationRecord.Type.RESUMED, RotationPhase.Done.name(), Optional.empty());
    return written(Duration.ZERO);
  }

  /** The effect that leads to {@code phase} is about to be had. */
  RotationReport intend(RotationPhase phase) {
    setIntent(phase, attempt());
    return going("The run is about to reach " + phase + ".");
  }

  /** The intended effect is about to be tried from another base. */
  RotationReport intendAgain() {
    RotationIntent intent = Objects.requireNonNull(draft.intent);
    setIntent(
        intent.phase() == null ? RotationPhase.Unrecognized : intent.phase(),
        observed.journal().intendedTry() + 1);
    return going("The object was changed meanwhile; the run goes on from there.");
  }

  /** {@code phase} is complete, and what comes next is about to be done. */
  RotationReport complete(RotationPhase phase) {
    add(RotationRecord.Type.COMPLETED, phase.name(), Optional.empty());
    draft.phase = phase;
    draft.phaseTime = now;
    draft.intent = null;
    if (phase == RotationPhase.Published) {
      draft.publishedTime = now;
    }
    RunPath.effectAfter(phase, RotationPlanner.isApplied(observed))
        .ifPresent(next -> setIntent(next, attempt()));
    return going("The run has reached " + phase + ".");
  }

  /** The run is done. */
  RotationReport done() {
    add(RotationRecord.Type.COMPLETED, RotationPhase.Retired.name(), Optional.empty());
    draft.phase = RotationPhase.Retired;
    add(RotationRecord.Type.DONE, RotationPhase.Done.name(), Optional.empty());
    draft.phase = RotationPhase.Done;
    draft.outcome = RotationOutcome.Done;
    draft.phaseTime = now;
    draft.finishedTime = now;
    draft.intent = null;
    forgetFailures();
    draft.conditions =
        RunConditions.succeeded(observed, "The new value is current and every consumer has it.");
    return written(Duration.ZERO);
  }

  /** It is decided that the run ends without a new value. */
  RotationReport close(RotationOutcome outcome, Diagnosis why) {
    boolean isRefused = draft.phase == null && isAsked();
    if (draft.trigger == null) {
      draft.trigger = observed.run().trigger(observed.spec());
    }
    add(
        isRefused ? RotationRecord.Type.REQUEST_REFUSED : RotationRecord.Type.ENDED,
        outcome.name(),
        Optional.of(why));
    draft.outcome = outcome;
    forgetFailures();
    draft.conditions = RunConditions.failed(observed, why);
    if (draft.phase == null) {
      draft.finishedTime = now;
    }
    return written(Duration.ZERO);
  }

  /** Nothing of an ended run is left to clear. */
  RotationReport finish() {
    if (draft.outcome == null) {
      return done();
    }
    draft.finishedTime = now;
    forgetFailures();
    return written(Duration.ZERO);
  }

  /** The run waits for others. */
  RotationReport await(RotationPlan.Await plan) {
    draft.consumers = plan.consumers().isEmpty() ? draft.consumers : plan.consumers();
    if (plan.isHeld() && !RunConditions.isHeld(observed)) {
      add(RotationRecord.Type.HELD, phaseName(), Optional.of(plan.why()));
    }
    draft.conditions =
        plan.isHeld()
            ? RunConditions.held(observed, plan.why())
            : RunConditions.progressing(observed, plan.why().message());
    return written(plan.look());
  }

  /** The failed step is tried again later. */
  void retryIn(Duration backoff, int failures) {
    draft.failures = failures;
    draft.retryTime = now.plus(backoff);
    if (draft.phase == null && draft.deadline == null) {
      draft.deadline = now.plus(LIMIT);
    }
  }

  /** Ends the entry of a failed step. */
  RotationReport tell(RotationRecord.@Nullable Type type, Diagnosis why, Duration pause) {
    if (type != null) {
      add(type, phaseName(), Optional.of(why));
    }
    return written(pause);
  }

  void add(RotationRecord.Type type, String to, Optional<Diagnosis> why) {
    RunJournal next = new RunJournal(draft.build());
    records.add(
        new RotationRecord(
            type,
            now,
            phaseName(),
            to,
            next.attempt(),
            why,
            new RotationRecord.Change(
                next.baseFingerprint(),
                next.pendingFingerprint(),
                next.baseVersion(),
                next.committedVersion()),
            next.consumers()));
  }

  private void begin(RotatedObject object, RotationBase base) {
    draft.trigger = observed.run().trigger(observed.spec());
    draft.subject = object.toSubject();
    draft.base = base;
    draft.startedTime = now;
    draft.deadline = now.plus(LIMIT);
  }

  private void setIntent(RotationPhase phase, int attempt) {
    draft.intent = new RotationIntent(phase, attempt, observed.term(), now);
    add(RotationRecord.Type.INTENDED, phase.name(), Optional.empty());
  }

  private RotationReport going(String message) {
    forgetFailures();
    draft.conditions = RunConditions.progressing(observed, message);
    return written(Duration.ZERO);
  }

  private void forgetFailures() {
    draft.failures = null;
    draft.retryTime = null;
  }

  private RotationReport written(Duration pause) {
    draft.generation = observed.run().generation();
    return new RotationReport(draft.build(), records, pause);
  }

  private boolean isAsked() {
    return TriggerKeys.isRequest(observed.run().triggerKey());
  }

  private int attempt() {
    return draft.attempt == null ? 1 : draft.attempt;
  }

  private String phaseName() {
    return draft.phase == null ? "" : draft.phase.name();
  }
}
