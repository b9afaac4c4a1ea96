package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.RotationBase;
import dev.keywright.api.v1alpha1.RotationOutcome;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.core.SourceVersion;
import dev.keywright.rotation.RotationObservation.Current;
import dev.keywright.rotation.RotationObservation.PolicyPicture;
import dev.keywright.rotation.RotationObservation.Slot;
import dev.keywright.rotation.RotationObservation.StorePicture;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Decides how a run with a blank journal begins: a new one is admitted or refused, one whose status
 * was lost is picked up where the store says it is, and then nothing is drawn again. Pure.
 */
final class AdmissionPlanner {
  /** A person may create the run before the policy that it names. */
  private static final Duration POLICY_GRACE = Duration.ofMinutes(5);

  private static final Duration QUEUE_LOOK = Duration.ofSeconds(5);

  private AdmissionPlanner() {}

  static RotationPlan plan(RotationObservation observed) {
    if (observed.standing().isOwned()) {
      return new RotationPlan.Recall();
    }
    return switch (observed.policy()) {
      case PolicyPicture.Elsewhere elsewhere -> new RotationPlan.Idle(POLICY_GRACE);
      case PolicyPicture.Absent absent -> withoutPolicy(observed);
      case PolicyPicture.Unfit(Diagnosis why) -> refuse(why);
      case PolicyPicture.Fit fit -> withPolicy(observed, fit.object());
    };
  }

  private static RotationPlan withoutPolicy(RotationObservation observed) {
    Diagnosis why =
        Diagnosis.of(
            Reason.InvalidSpec,
            "There is no SecretPolicy %s: create it, then a SecretRotation of another name.",
            observed.run().policy());
    boolean mayStillCome = observed.now().isBefore(observed.run().createdAt().plus(POLICY_GRACE));
    return mayStillCome ? new RotationPlan.Await(why, false, List.of(), QUEUE_LOOK) : refuse(why);
  }

  private static RotationPlan withPolicy(RotationObservation observed, RotatedObject object) {
    return switch (observed.store()) {
      case StorePicture.NotLooked notLooked -> queue(observed);
      case StorePicture.Unseen(StepFailure failure) ->
          observed.journal().isPastDeadline(observed.now())
              ? refuse(failure.diagnosis())
              : new RotationPlan.Fail(failure);
      case StorePicture.Seen(Slot.Ours ours, Current current) -> resume(object, ours, current);
      case StorePicture.Seen(Slot slot, Current current) -> {
        if (observed.standing().isPast()) {
          yield new RotationPlan.Recall();
        }
        yield observed.standing().isHandled()
            ? refuse(handledBefore(observed))
            : begin(observed, object, slot, current);
      }
    };
  }

  private static RotationPlan queue(RotationObservation observed) {
    return new RotationPlan.Await(
        Diagnosis.of(
            Reason.Reconciling,
            "Waits for SecretRotation %s, which goes first.",
            observed.standing().ahead().orElse("")),
        false,
        List.of(),
        QUEUE_LOOK);
  }

  private static RotationPlan begin(
      RotationObservation observed, RotatedObject object, Slot slot, Current current) {
    if (slot instanceof Slot.Foreign(String holder)
        && !observed.standing().abandoned().contains(holder)) {
      StepFailure occupied = StepFailure.occupied(object, holder);
      return observed.journal().isPastDeadline(observed.now())
          ? refuse(occupied.diagnosis())
          : new RotationPlan.Fail(occupied);
    }
    return switch (current) {
      case Current.Missing(Diagnosis why) -> refuse(why);
      case Current.Value value ->
          new RotationPlan.Admit(
              object, new RotationBase(value.version().id(), value.fingerprint().toString()));
    };
  }

  private static RotationPlan resume(RotatedObject object, Slot.Ours slot, Current current) {
    Optional<Current.Value> value =
        current instanceof Current.Value found ? Optional.of(found) : Optional.empty();
    Optional<SourceVersion> committed =
        value
            .filter(found -> found.fingerprint().equals(slot.fingerprint()))
            .map(Current.Value::version);
    String base =
        value
            .filter(found -> found.version().equals(slot.base()))
            .map(found -> found.fingerprint().toString())
            .orElse(null);
    return new RotationPlan.Resume(
        object, slot, new RotationBase(slot.base().id(), base), committed);
  }

  private static Diagnosis handledBefore(RotationObservation observed) {
    return Diagnosis.of(
        Reason.RotationFailed,
        "SecretRotation %s was handled before and never runs again: create one of another name.",
        observed.run().run());
  }

  private static RotationPlan refuse(Diagnosis why) {
    return new RotationPlan.Abort(RotationOutcome.Aborted, why);
  }
}
