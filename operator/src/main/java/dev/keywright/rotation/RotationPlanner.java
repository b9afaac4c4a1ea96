package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.RotationOutcome;
import dev.keywright.api.v1alpha1.RotationPhase;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.core.SourceVersion;
import dev.keywright.rotation.RotationObservation.PolicyPicture;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Decides the next step of a run. Pure: the same observation always gives the same plan. An effect
 * is planned only when the journal says that it is intended.
 *
 * <pre>
 *   (blank) ─► Admitted ─► Staged ─► [Applied] ─► Verified ─► Committed ─► Published ─► Propagated
 *      │           │          │                      │                                      │
 *      ▼           ▼          ▼                      ▼                                      ▼
 *   refused      aborted or superseded, slot cleared                      Done ◄─ Retired ◄─ Observed
 * </pre>
 */
final class RotationPlanner {
  private static final Duration IDLE_LOOK = Duration.ofHours(1);
  private static final Duration OUTBOX_LOOK = Duration.ofSeconds(5);

  private RotationPlanner() {}

  static RotationPlan plan(RotationObservation observed) {
    RunJournal journal = observed.journal();
    if (observed.policy() instanceof PolicyPicture.Elsewhere) {
      return new RotationPlan.Idle(IDLE_LOOK);
    }
    if (journal.isEnded()) {
      return ended(observed);
    }
    Optional<Duration> pause =
        Optional.ofNullable(journal.status().retryTime())
            .map(time -> Duration.between(observed.now(), time))
            .filter(Duration::isPositive);
    if (pause.isPresent()) {
      return new RotationPlan.Wait(pause.get());
    }
    if (journal.isBlank()) {
      return AdmissionPlanner.plan(observed);
    }
    Optional<RotatedObject> object = journal.object(observed.run().run().namespace());
    if (journal.isClosing()) {
      return closing(observed, object);
    }
    return object.isPresent()
        ? underWay(observed, new RotationPlan.Step(object.get(), journal.attempt()))
        : quarantine("The journal of the run does not say which object is rotated.");
  }

  private static RotationPlan ended(RotationObservation observed) {
    boolean isToBeOwned =
        observed.journal().status().outcome() == RotationOutcome.Done
            && observed.run().isOperatorMade()
            && !observed.standing().isOwned()
            && !(observed.policy() instanceof PolicyPicture.Absent);
    if (!isToBeOwned) {
      return new RotationPlan.Idle(IDLE_LOOK);
    }
    return observed.journal().hasOutbox()
        ? new RotationPlan.Idle(OUTBOX_LOOK)
        : new RotationPlan.Own();
  }

  /** A value that may be in use is never taken out of the slot by a run that gave up. */
  private static RotationPlan closing(
      RotationObservation observed, Optional<RotatedObject> object) {
    RunJournal journal = observed.journal();
    boolean mustStay =
        journal.status().outcome() == RotationOutcome.Quarantined && journal.mayBeInUse();
    return object.isEmpty() || mustStay
        ? new RotationPlan.Finish()
        : new RotationPlan.CleanUp(new RotationPlan.Step(object.get(), journal.attempt()));
  }

  private static RotationPlan underWay(RotationObservation observed, RotationPlan.Step step) {
    RotationPhase phase = observed.journal().phase().orElse(RotationPhase.Unrecognized);
    return switch (phase) {
      case Admitted -> staging(observed, step);
      case Staged -> proving(observed, step);
      case Applied -> withDriver(observed, new RotationPlan.Verify(step));
      case Verified -> committing(observed, step);
      case Committed -> ConsumerPlanner.publishing(observed, step.object());
      case Published -> ConsumerPlanner.propagating(observed);
      case Propagated -> ConsumerPlanner.observing(observed);
      case Observed, Grace -> retiring(observed, step);
      case Retired, Done -> new RotationPlan.Finish();
      case Unrecognized ->
          new RotationPlan.Await(
              Diagnosis.of(
                  Reason.RotationHeld,
                  "The run is in a phase that this version does not know: a newer version must end"
                      + " it."),
              true,
              List.of(),
              IDLE_LOOK);
    };
  }

  private static RotationPlan staging(RotationObservation observed, RotationPlan.Step step) {
    Optional<Diagnosis> stop = reasonToStop(observed, step.object());
    if (stop.isPresent()) {
      return new RotationPlan.Abort(RotationOutcome.Aborted, stop.get());
    }
    Optional<SourceVersion> base = observed.journal().baseVersion();
    if (base.isEmpty()) {
      return quarantine("The journal of the run does not say which version it began from.");
    }
    return observed.journal().intends(RotationPhase.Staged)
        ? new RotationPlan.Stage(step, base.get())
        : new RotationPlan.Intend(RotationPhase.Staged);
  }

  private static RotationPlan proving(RotationObservation observed, RotationPlan.Step step) {
    if (observed.journal().intends(RotationPhase.Staged)) {
      return staging(observed, step);
    }
    if (isApplied(observed) || observed.journal().intends(RotationPhase.Applied)) {
      return observed.journal().intends(RotationPhase.Applied)
          ? withDriver(observed, new RotationPlan.Apply(step))
          : stopOr(observed, step, new RotationPlan.Intend(RotationPhase.Applied));
    }
    return stopOr(observed, step, new RotationPlan.Verify(step));
  }

  /** What may be valid at a target already is not given up because a policy was changed. */
  private static RotationPlan withDriver(RotationObservation observed, RotationPlan plan) {
    if (observed.policy() instanceof PolicyPicture.Fit) {
      return plan;
    }
    return new RotationPlan.Await(
        Diagnosis.of(
            Reason.RotationHeld,
            "SecretPolicy %s no longer says how its value is rotated, and the new value may be in"
                + " use: put spec.rotation back.",
            observed.run().policy()),
        true,
        List.of(),
        ConsumerPlanner.lookAfter(observed));
  }

  private static RotationPlan stopOr(
      RotationObservation observed, RotationPlan.Step step, RotationPlan plan) {
    return reasonToStop(observed, step.object())
        .<RotationPlan>map(why -> new RotationPlan.Abort(RotationOutcome.Aborted, why))
        .orElse(plan);
  }

  private static RotationPlan committing(RotationObservation observed, RotationPlan.Step step) {
    Optional<Diagnosis> stop = reasonToStop(observed, step.object());
    if (stop.isPresent() && !isApplied(observed)) {
      return new RotationPlan.Settle(step, stop.get());
    }
    Optional<SourceVersion> base = observed.journal().baseVersion();
    if (base.isEmpty()) {
      return quarantine("The journal of the run does not say which version it began from.");
    }
    return observed.journal().intends(RotationPhase.Committed)
        ? new RotationPlan.Commit(step, base.get())
        : new RotationPlan.Intend(RotationPhase.Committed);
  }

  private static RotationPlan retiring(RotationObservation observed, RotationPlan.Step step) {
    boolean isForgotten =
        !(observed.policy() instanceof PolicyPicture.Absent) && !observed.standing().isHandled();
    if (isForgotten) {
      return new RotationPlan.Await(
          Diagnosis.of(
              Reason.Reconciling,
              "Waits until the status of SecretPolicy %s remembers this run.",
              observed.run().policy()),
          false,
          observed.journal().consumers(),
          ConsumerPlanner.lookAfter(observed));
    }
    return observed.journal().intends(RotationPhase.Retired)
        ? new RotationPlan.Retire(step)
        : new RotationPlan.Intend(RotationPhase.Retired);
  }

  /** Whether the driver makes values valid before they are current in the store. */
  static boolean isApplied(RotationObservation observed) {
    return observed.policy() instanceof PolicyPicture.Fit(var object, var driver)
        && !driver.capabilities().setAndCommitAtOnce();
  }

  private static Optional<Diagnosis> reasonToStop(
      RotationObservation observed, RotatedObject object) {
    if (observed.journal().isPastDeadline(observed.now())) {
      return Optional.of(
          Diagnosis.of(
              Reason.RotationFailed,
              "The new value of %s in %s was not current by the deadline of the run; the old one"
                  + " stays.",
              object.path(),
              object.store()));
    }
    return switch (observed.policy()) {
      case PolicyPicture.Elsewhere elsewhere -> Optional.empty();
      case PolicyPicture.Absent absent ->
          Optional.of(
              Diagnosis.of(
                  Reason.InvalidSpec,
                  "SecretPolicy %s was deleted before its new value was current.",
                  observed.run().policy()));
      case PolicyPicture.Unfit(Diagnosis why) -> Optional.of(why);
      case PolicyPicture.Fit fit ->
          fit.object().equals(object)
              ? Optional.empty()
              : Optional.of(
                  Diagnosis.of(
                      Reason.InvalidSpec,
                      "spec.rotation of SecretPolicy %s is about another object or driver now.",
                      observed.run().policy()));
    };
  }

  private static RotationPlan quarantine(String message) {
    return new RotationPlan.Abort(
        RotationOutcome.Quarantined, new Diagnosis(Reason.RotationQuarantined, message));
  }
}
