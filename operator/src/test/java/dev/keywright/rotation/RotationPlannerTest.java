package dev.keywright.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.OutboxItem;
import dev.keywright.api.v1alpha1.RotationOutcome;
import dev.keywright.api.v1alpha1.RotationPhase;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.rotation.RotationObservation.PolicyPicture;
import dev.keywright.rotation.RotationObservation.Standing;
import dev.keywright.rotation.RotationPlan.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RotationPlannerTest {
  private static final Step STEP = new Step(Scene.OBJECT, 1);

  @ParameterizedTest(name = "{0}, intending {1}: {2}")
  @CsvSource({
    "Admitted, , Intend",
    "Admitted, Staged, Stage",
    "Staged, , Verify",
    "Staged, Staged, Stage",
    "Verified, , Intend",
    "Verified, Committed, Commit",
    "Committed, , Pass",
    "Published, , Pass",
    "Propagated, , Pass",
    "Observed, , Intend",
    "Observed, Retired, Retire",
    "Grace, Retired, Retire",
    "Retired, , Finish",
  })
  void plansTheNextStep(RotationPhase phase, @Nullable RotationPhase intent, String plan) {
    assertThat(planName(scene(phase, intent))).isEqualTo(plan);
  }

  @ParameterizedTest(name = "with a target, {0}, intending {1}: {2}")
  @CsvSource({
    "Staged, , Intend",
    "Staged, Applied, Apply",
    "Applied, , Verify",
    "Verified, Committed, Commit",
  })
  void plansTheNextStepWithATarget(
      RotationPhase phase, @Nullable RotationPhase intent, String plan) {
    assertThat(planName(scene(phase, intent).withTarget())).isEqualTo(plan);
  }

  @Property
  void anEffectIsPlannedOnlyWhenTheJournalIntendsIt(
      @ForAll RotationPhase phase,
      @ForAll Optional<RotationPhase> intent,
      @ForAll boolean withTarget,
      @ForAll boolean isHandled,
      @ForAll @IntRange(min = -10, max = 7200) int seconds,
      @ForAll Optional<RotationOutcome> outcome) {
    Scene scene = Scene.at(phase);
    intent.ifPresent(scene::intending);
    scene.standing = new Standing(isHandled, false, false, Optional.empty(), Set.of());
    scene.now = Scene.NOW.plusSeconds(seconds);
    scene.journal.outcome = outcome.orElse(null);
    if (withTarget) {
      scene.withTarget();
    }

    RotationPlan plan = scene.plan();

    assertThat(scene.plan()).isEqualTo(plan);
    Optional<RotationPhase> effect =
        switch (plan) {
          case RotationPlan.Stage stage -> Optional.of(RotationPhase.Staged);
          case RotationPlan.Apply apply -> Optional.of(RotationPhase.Applied);
          case RotationPlan.Commit commit -> Optional.of(RotationPhase.Committed);
          case RotationPlan.Retire retire -> Optional.of(RotationPhase.Retired);
          default -> Optional.empty();
        };
    effect.ifPresent(
        needed -> {
          assertThat(intent).contains(needed);
          assertThat(outcome).isEmpty();
        });
  }

  @Test
  void aFailedStepIsLeftAloneUntilItsTime() {
    Scene scene = scene(RotationPhase.Verified, RotationPhase.Committed);
    scene.journal.retryTime = Scene.NOW.plusSeconds(30);
    assertThat(scene.plan()).isEqualTo(new RotationPlan.Wait(Duration.ofSeconds(30)));

    scene.now = Scene.NOW.plusSeconds(30);
    assertThat(scene.plan()).isEqualTo(new RotationPlan.Commit(STEP, Scene.ONE));
  }

  @ParameterizedTest
  @EnumSource(
      value = RotationPhase.class,
      names = {"Admitted", "Staged"})
  void beforeTheCommitADeadlineEndsTheRun(RotationPhase phase) {
    Scene scene = Scene.at(phase);
    scene.now = Scene.NOW.plus(Duration.ofHours(2));

    assertThat(scene.plan())
        .isInstanceOfSatisfying(
            RotationPlan.Abort.class,
            abort -> assertThat(abort.outcome()).isEqualTo(RotationOutcome.Aborted));
  }

  @Test
  void aCommitThatMayHaveLandedIsLookedForBeforeTheRunIsGivenUp() {
    Scene scene = scene(RotationPhase.Verified, RotationPhase.Committed);
    scene.now = Scene.NOW.plus(Duration.ofHours(2));

    assertThat(scene.plan())
        .isInstanceOfSatisfying(
            RotationPlan.Settle.class, settle -> assertThat(settle.step()).isEqualTo(STEP));
  }

  @Test
  void aValueThatATargetMayAcceptIsNotGivenUpAtTheDeadline() {
    Scene scene = scene(RotationPhase.Staged, RotationPhase.Applied).withTarget();
    scene.now = Scene.NOW.plus(Duration.ofHours(2));
    assertThat(scene.plan()).isEqualTo(new RotationPlan.Apply(STEP));

    Scene verified = scene(RotationPhase.Verified, RotationPhase.Committed).withTarget();
    verified.now = Scene.NOW.plus(Duration.ofHours(2));
    assertThat(verified.plan()).isEqualTo(new RotationPlan.Commit(STEP, Scene.ONE));
  }

  @Test
  void aPolicyThatRotatesSomethingElseNowEndsTheRunBeforeTheCommit() {
    Scene scene = Scene.at(RotationPhase.Admitted).intending(RotationPhase.Staged);
    RotatedObject other =
        new RotatedObject(
            Scene.OBJECT.store(), Scene.OBJECT.path(), Scene.OBJECT.properties(), "other");
    scene.policy = new PolicyPicture.Fit(other, Scene.VALUE_ONLY);

    assertThat(scene.plan())
        .isInstanceOfSatisfying(
            RotationPlan.Abort.class,
            abort -> assertThat(abort.why().message()).contains("another object or driver"));
  }

  @Test
  void aValueThatMayBeInUseWaitsForItsPolicyToRotateAgain() {
    Scene scene = scene(RotationPhase.Staged, RotationPhase.Applied).withTarget();
    scene.policy = new PolicyPicture.Unfit(new Diagnosis(Reason.InvalidSpec, "No block."));
    scene.journal.phase = RotationPhase.Applied;

    assertThat(scene.plan())
        .isInstanceOfSatisfying(
            RotationPlan.Await.class,
            await -> {
              assertThat(await.isHeld()).isTrue();
              assertThat(await.why().message()).contains("put spec.rotation back");
            });
  }

  @Test
  void nothingIsRetiredBeforeThePolicyRemembersTheRun() {
    Scene scene = Scene.at(RotationPhase.Observed).intending(RotationPhase.Retired);
    assertThat(scene.plan()).isInstanceOf(RotationPlan.Await.class);

    scene.policy = new PolicyPicture.Absent();
    assertThat(scene.plan()).isEqualTo(new RotationPlan.Retire(STEP));
  }

  @Test
  void aPhaseOfANewerVersionIsLeftToIt() {
    assertThat(Scene.at(RotationPhase.Unrecognized).plan())
        .isInstanceOfSatisfying(
            RotationPlan.Await.class, await -> assertThat(await.isHeld()).isTrue());
  }

  @Test
  void aJournalThatLacksWhatIsNeededNeedsAPerson() {
    Scene withoutObject = Scene.at(RotationPhase.Admitted);
    withoutObject.journal.subject = null;
    Scene withoutBase = Scene.at(RotationPhase.Admitted);
    withoutBase.journal.base = null;

    for (Scene scene : List.of(withoutObject, withoutBase)) {
      assertThat(scene.plan())
          .isInstanceOfSatisfying(
              RotationPlan.Abort.class,
              abort -> assertThat(abort.outcome()).isEqualTo(RotationOutcome.Quarantined));
    }
  }

  @Test
  void aRunThatGaveUpClearsItsSlotUnlessTheValueMayBeInUse() {
    Scene scene = scene(RotationPhase.Verified, RotationPhase.Committed);
    scene.journal.outcome = RotationOutcome.Aborted;
    assertThat(scene.plan()).isEqualTo(new RotationPlan.CleanUp(STEP));

    scene.journal.outcome = RotationOutcome.Quarantined;
    assertThat(scene.plan()).isEqualTo(new RotationPlan.Finish());
  }

  @Test
  void anEndedRunIsOwnedOnceItsRecordsAreConfirmed() {
    Scene scene = Scene.at(RotationPhase.Done);
    scene.journal.outcome = RotationOutcome.Done;
    scene.journal.finishedTime = Scene.NOW;
    assertThat(scene.plan()).isEqualTo(new RotationPlan.Own());

    scene.isOperatorMade = false;
    assertThat(scene.plan()).isInstanceOf(RotationPlan.Idle.class);

    scene.isOperatorMade = true;
    scene.policy = new PolicyPicture.Absent();
    assertThat(scene.plan()).isInstanceOf(RotationPlan.Idle.class);
  }

  @Test
  void anEndedRunWaitsForItsRecords() {
    Scene scene = Scene.at(RotationPhase.Done);
    scene.journal.outcome = RotationOutcome.Done;
    scene.journal.finishedTime = Scene.NOW;
    RotationObservation observed = scene.observed();
    RunJournal withOutbox =
        new RunJournal(
            observed
                .journal()
                .status()
                .withOutbox(List.of(new OutboxItem("id", 1L, "t", Scene.NOW, "{}")), 1L));

    RotationPlan plan =
        RotationPlanner.plan(
            new RotationObservation(
                observed.now(),
                observed.term(),
                observed.run(),
                observed.spec(),
                withOutbox,
                observed.standing(),
                observed.policy(),
                observed.store(),
                observed.readers()));

    assertThat(plan)
        .isInstanceOfSatisfying(
            RotationPlan.Idle.class,
            idle -> assertThat(idle.look()).isLessThan(Duration.ofMinutes(1)));
  }

  @Test
  void aRunOfAnotherInstallationIsLeftAlone() {
    Scene scene = Scene.at(RotationPhase.Admitted).intending(RotationPhase.Staged);
    scene.policy = new PolicyPicture.Elsewhere();

    assertThat(scene.plan()).isInstanceOf(RotationPlan.Idle.class);
  }

  private static Scene scene(RotationPhase phase, @Nullable RotationPhase intent) {
    Scene scene = Scene.at(phase);
    scene.standing = new Standing(true, false, false, Optional.empty(), Set.of());
    return intent == null ? scene : scene.intending(intent);
  }

  private static String planName(Scene scene) {
    return scene.plan().getClass().getSimpleName();
  }
}
