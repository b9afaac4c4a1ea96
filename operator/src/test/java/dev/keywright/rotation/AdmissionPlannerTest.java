package dev.keywright.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.RotationBase;
import dev.keywright.api.v1alpha1.RotationOutcome;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.rotation.RotationObservation.Current;
import dev.keywright.rotation.RotationObservation.PolicyPicture;
import dev.keywright.rotation.RotationObservation.Slot;
import dev.keywright.rotation.RotationObservation.Standing;
import dev.keywright.rotation.RotationObservation.StorePicture;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AdmissionPlannerTest {
  private static final Slot.Ours OURS = new Slot.Ours(1, Scene.ONE, Scene.THREE, Scene.OURS);

  private final Scene scene =
      new Scene().seen(new Slot.Empty(), Scene.value(Scene.ONE, Scene.BASE));

  @Test
  void aNewRunBeginsFromWhatIsCurrent() {
    assertThat(scene.plan())
        .isEqualTo(
            new RotationPlan.Admit(Scene.OBJECT, new RotationBase("1", Scene.BASE.toString())));
  }

  @Test
  void aRunThatHasToWaitSaysForWhich() {
    scene.standing = new Standing(false, false, false, Optional.of("older"), Set.of());
    scene.store = new StorePicture.NotLooked();

    assertThat(await().why().message()).contains("SecretRotation older, which goes first");
    assertThat(await().isHeld()).isFalse();
  }

  @Test
  @DisplayName("R15 a run whose policy owns it, or whose value was shown, is over")
  void recallsARunThatIsOver() {
    scene.standing = new Standing(false, true, false, Optional.empty(), Set.of());
    assertThat(scene.plan()).isEqualTo(new RotationPlan.Recall());

    scene.standing = new Standing(true, false, true, Optional.empty(), Set.of());
    assertThat(scene.plan()).isEqualTo(new RotationPlan.Recall());
  }

  @Test
  @DisplayName("R15 a run whose values lie in the slot goes on with them")
  void resumesFromTheSlot() {
    scene.standing = new Standing(true, false, true, Optional.empty(), Set.of());
    scene.seen(OURS, Scene.value(Scene.ONE, Scene.BASE));
    assertThat(scene.plan())
        .isEqualTo(
            new RotationPlan.Resume(
                Scene.OBJECT,
                OURS,
                new RotationBase("1", Scene.BASE.toString()),
                Optional.empty()));

    scene.seen(OURS, Scene.value(Scene.TWO, Scene.OURS));
    assertThat(scene.plan())
        .isEqualTo(
            new RotationPlan.Resume(
                Scene.OBJECT, OURS, new RotationBase("1", null), Optional.of(Scene.TWO)));
  }

  @Test
  void aNameThatWasHandledNeverRunsAgain() {
    scene.standing = new Standing(true, false, false, Optional.empty(), Set.of());

    assertThat(refusal().message()).contains("was handled before and never runs again");
  }

  @Test
  void aMissingPolicyIsWaitedForAndThenRefused() {
    scene.policy = new PolicyPicture.Absent();
    assertThat(await().why().message()).contains("There is no SecretPolicy shop/orders-api");

    scene.createdAt = Scene.NOW.minus(Duration.ofMinutes(5));
    assertThat(refusal().reason()).isEqualTo(Reason.InvalidSpec);
  }

  @Test
  void aPolicyThatCannotRotateRefuses() {
    Diagnosis why = new Diagnosis(Reason.InvalidSpec, "Name the path.");
    scene.policy = new PolicyPicture.Unfit(why);

    assertThat(refusal()).isEqualTo(why);
  }

  @Test
  void aMissingObjectRefuses() {
    Diagnosis why = new Diagnosis(Reason.PathNotFound, "There is none.");
    scene.seen(new Slot.Empty(), new Current.Missing(why));

    assertThat(refusal()).isEqualTo(why);
  }

  @Test
  void aForeignSlotIsWaitedForUntilTheDeadlineUnlessItIsNobodys() {
    scene.seen(new Slot.Foreign("other"), Scene.value(Scene.ONE, Scene.BASE));
    assertThat(scene.plan())
        .isEqualTo(new RotationPlan.Fail(StepFailure.occupied(Scene.OBJECT, "other")));

    scene.journal.deadline = Scene.NOW.minusSeconds(1);
    assertThat(refusal().reason()).isEqualTo(Reason.RotationHeld);

    scene.standing = new Standing(false, false, false, Optional.empty(), Set.of("other"));
    assertThat(scene.plan()).isInstanceOf(RotationPlan.Admit.class);
  }

  @Test
  void aStoreThatCannotBeSeenIsTriedUntilTheDeadline() {
    StepFailure failure =
        StepFailure.of(new Diagnosis(Reason.StoreNotReady, "secstore/vault is not ready."));
    scene.store = new StorePicture.Unseen(failure);
    assertThat(scene.plan()).isEqualTo(new RotationPlan.Fail(failure));

    scene.journal.deadline = Scene.NOW.minusSeconds(1);
    assertThat(refusal()).isEqualTo(failure.diagnosis());
  }

  private RotationPlan.Await await() {
    assertThat(scene.plan()).isInstanceOf(RotationPlan.Await.class);
    return (RotationPlan.Await) scene.plan();
  }

  private Diagnosis refusal() {
    assertThat(scene.plan())
        .isInstanceOfSatisfying(
            RotationPlan.Abort.class,
            abort -> assertThat(abort.outcome()).isEqualTo(RotationOutcome.Aborted));
    return ((RotationPlan.Abort) scene.plan()).why();
  }
}
