package dev.keywright.rotation;

import static dev.keywright.rotation.FailureReportTest.condition;
import static dev.keywright.rotation.FailureReportTest.types;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keywright.api.v1alpha1.RotationBase;
import dev.keywright.api.v1alpha1.RotationOutcome;
import dev.keywright.api.v1alpha1.RotationPending;
import dev.keywright.api.v1alpha1.RotationPhase;
import dev.keywright.api.v1alpha1.SecretRotationStatus;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.rotation.RotationObservation.Current;
import dev.keywright.rotation.RotationObservation.Slot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // what is null here fails the test as well
class RotationReportTest {
  private static final RotationPlan.Step STEP = new RotationPlan.Step(Scene.OBJECT, 1);
  private static final RotationPlan STAGE = new RotationPlan.Stage(STEP, Scene.ONE);
  private static final RotationPlan COMMIT = new RotationPlan.Commit(STEP, Scene.ONE);
  private static final RotationPlan VERIFY = new RotationPlan.Verify(STEP);

  @Test
  void outcomeOfOnePhaseAndIntentOfTheNextAreOneStatus() {
    RotationReport report =
        report(
            Scene.at(RotationPhase.Admitted).intending(RotationPhase.Staged),
            STAGE,
            new StepOutcome.Staged(Scene.THREE, Scene.OURS));
    assertThat(report.status().phase()).isEqualTo(RotationPhase.Staged);
    assertThat(report.status().pending())
        .isEqualTo(new RotationPending("3", null, Scene.OURS.toString()));
    assertThat(report.status().intent()).isNull();

    RotationReport verified =
        report(Scene.at(RotationPhase.Staged), VERIFY, new StepOutcome.Verified());
    assertThat(verified.status().phase()).isEqualTo(RotationPhase.Verified);
    assertThat(verified.status().intent()).isNotNull();
    assertThat(verified.status().intent().phase()).isEqualTo(RotationPhase.Committed);
    assertThat(verified.status().intent().term()).isEqualTo("leader-2");
    assertThat(types(verified))
        .containsExactly(RotationRecord.Type.COMPLETED, RotationRecord.Type.INTENDED);
  }

  @Test
  void withATargetTheIntentAfterStagingIsToSetTheValueThere() {
    RotationReport report =
        report(
            Scene.at(RotationPhase.Admitted).intending(RotationPhase.Staged).withTarget(),
            STAGE,
            new StepOutcome.Staged(Scene.THREE, Scene.OURS));

    assertThat(report.status().intent()).isNotNull();
    assertThat(report.status().intent().phase()).isEqualTo(RotationPhase.Applied);
  }

  @Test
  void admissionIsARequestAcceptedUnlessTheScheduleAsked() {
    RotationPlan admit = new RotationPlan.Admit(Scene.OBJECT, new RotationBase("1", null));
    Scene scene = new Scene();
    assertThat(types(report(scene, admit, new StepOutcome.Noted())))
        .containsExactly(
            RotationRecord.Type.REQUEST_ACCEPTED,
            RotationRecord.Type.COMPLETED,
            RotationRecord.Type.INTENDED);

    scene.triggerKey = "slot:2026-03-04T12:00";
    assertThat(types(report(scene, admit, new StepOutcome.Noted())))
        .containsExactly(RotationRecord.Type.COMPLETED, RotationRecord.Type.INTENDED);
  }

  @Test
  void aRefusedRequestIsRecordedAsThat() {
    Diagnosis why = new Diagnosis(Reason.InvalidSpec, "Name the path.");
    RotationPlan abort = new RotationPlan.Abort(RotationOutcome.Aborted, why);
    Scene scene = new Scene();
    RotationReport refused = report(scene, abort, new StepOutcome.Noted());
    assertThat(types(refused)).containsExactly(RotationRecord.Type.REQUEST_REFUSED);
    assertThat(refused.status().finishedTime()).isEqualTo(Scene.NOW);
    assertThat(refused.status().trigger()).isNotNull();

    scene.triggerKey = "slot:2026-03-04T12:00";
    assertThat(types(report(scene, abort, new StepOutcome.Noted())))
        .containsExactly(RotationRecord.Type.ENDED);
  }

  @Test
  void aRunThatGivesUpIsClosedBeforeItIsFinished() {
    Diagnosis why = new Diagnosis(Reason.RotationFailed, "Too late.");
    RotationReport closed =
        report(
            Scene.at(RotationPhase.Verified),
            new RotationPlan.Settle(STEP, why),
            new StepOutcome.NotCommitted());

    assertThat(closed.status().outcome()).isEqualTo(RotationOutcome.Aborted);
    assertThat(closed.status().finishedTime()).isNull();
    assertThat(closed.pause()).isZero();
    assertThat(condition(closed, "Failed")).isEqualTo("RotationFailed: Too late.");
  }

  @Test
  void aCommitStartsANewDeadlineForTheConsumers() {
    Scene scene = Scene.at(RotationPhase.Verified).intending(RotationPhase.Committed);
    scene.now = Scene.NOW.plus(Duration.ofMinutes(50));
    SecretRotationStatus status =
        report(scene, COMMIT, new StepOutcome.Committed(Scene.TWO)).status();

    assertThat(status.phase()).isEqualTo(RotationPhase.Committed);
    assertThat(status.pending()).isEqualTo(new RotationPending("7", "2", Scene.OURS.toString()));
    assertThat(status.deadline()).isEqualTo(scene.now.plus(Duration.ofHours(1)));
  }

  @Test
  void anotherPropertyIsRebasedOverThreeTimesAtMost() {
    Scene scene = Scene.at(RotationPhase.Verified).intending(RotationPhase.Committed);
    for (int rebase = 1; rebase <= 3; rebase++) {
      SecretRotationStatus status = moved(scene, COMMIT, Scene.value(Scene.THREE, Scene.BASE));
      assertThat(status.base()).isEqualTo(new RotationBase("3", Scene.BASE.toString()));
      assertThat(status.intent()).isNotNull();
      assertThat(status.intent().attempt()).isEqualTo(1 + rebase);
      assertThat(status.outcome()).isNull();
      scene.journal.intent = status.intent();
    }

    assertThat(moved(scene, COMMIT, Scene.value(Scene.THREE, Scene.BASE)).outcome())
        .isEqualTo(RotationOutcome.Aborted);
  }

  @Test
  void aForeignValueStaysAndOursIsRecognised() {
    Scene scene = Scene.at(RotationPhase.Verified).intending(RotationPhase.Committed);
    assertThat(moved(scene, COMMIT, Scene.value(Scene.THREE, Scene.THEIRS)).outcome())
        .isEqualTo(RotationOutcome.Superseded);

    SecretRotationStatus ours = moved(scene, COMMIT, Scene.value(Scene.THREE, Scene.OURS));
    assertThat(ours.phase()).isEqualTo(RotationPhase.Committed);
    assertThat(ours.pending()).isEqualTo(new RotationPending("7", "3", Scene.OURS.toString()));
  }

  @Test
  void aMissingObjectOrAnEmptiedSlotEndsTheRun() {
    Scene scene = Scene.at(RotationPhase.Verified).intending(RotationPhase.Committed);
    Diagnosis gone = new Diagnosis(Reason.PathNotFound, "There is none.");
    assertThat(moved(scene, COMMIT, new Current.Missing(gone)).outcome())
        .isEqualTo(RotationOutcome.Aborted);
    assertThat(moved(scene, COMMIT, Scene.value(Scene.ONE, Scene.BASE)).outcome())
        .isEqualTo(RotationOutcome.Aborted);
  }

  @Test
  void otherValuesAreDrawnTwiceAndThenAPersonMustLook() {
    Scene scene = Scene.at(RotationPhase.Staged);
    for (int attempt = 2; attempt <= 3; attempt++) {
      RotationReport again = report(scene, VERIFY, new StepOutcome.Rejected("No good."));
      assertThat(again.status().attempt()).isEqualTo(attempt);
      assertThat(again.status().intent()).isNotNull();
      assertThat(again.status().intent().phase()).isEqualTo(RotationPhase.Staged);
      assertThat(types(again))
          .containsExactly(RotationRecord.Type.FAILED, RotationRecord.Type.INTENDED);
      scene.journal.attempt = attempt;
      scene.journal.intent = again.status().intent();
    }

    RotationReport last = report(scene, VERIFY, new StepOutcome.Rejected("No good."));
    assertThat(last.status().outcome()).isEqualTo(RotationOutcome.Quarantined);
    assertThat(condition(last, "Failed"))
        .isEqualTo("RotationQuarantined: No good. This happened 3 times; nothing was changed.");
  }

  @Test
  void theTableOfConsumersIsPartOfTheRecord() {
    Scene scene =
        Scene.at(RotationPhase.Propagated)
            .reader(Scene.TWO, Scene.deployment("api", "wanted", 2, "Observed"));
    RotationReport report = report(scene, scene.plan(), new StepOutcome.Noted());

    assertThat(report.status().phase()).isEqualTo(RotationPhase.Observed);
    assertThat(report.records().getFirst().consumers()).isEqualTo(report.status().consumers());
    assertThat(report.records().getFirst().change())
        .isEqualTo(
            new RotationRecord.Change(
                Optional.of(Scene.BASE),
                Optional.of(Scene.OURS),
                Optional.of(Scene.ONE),
                Optional.of(Scene.TWO)));
  }

  @Test
  void beingHeldIsRecordedOnceAndShownEachTime() {
    Scene scene =
        Scene.at(RotationPhase.Propagated)
            .reader(Scene.TWO, Scene.deployment("api", "wanted", 1, "Restarting"));
    scene.now = Scene.NOW.plus(Duration.ofHours(2));
    RotationReport first = report(scene, scene.plan(), new StepOutcome.Noted());
    assertThat(types(first)).containsExactly(RotationRecord.Type.HELD);

    scene.journal.conditions = first.status().conditions();
    scene.journal.consumers = first.status().consumers();
    scene.journal.generation = 1L;
    RotationReport second = report(scene, scene.plan(), new StepOutcome.Noted());
    assertThat(second.records()).isEmpty();
    assertThat(second.status()).isEqualTo(first.status());
  }

  @Test
  void aResumedRunSaysThatItsEvidenceWasFoundLater() {
    RotationPlan resume =
        new RotationPlan.Resume(
            Scene.OBJECT,
            new Slot.Ours(2, Scene.ONE, Scene.THREE, Scene.OURS),
            new RotationBase("1", null),
            Optional.of(Scene.TWO));
    RotationReport report = report(new Scene(), resume, new StepOutcome.Noted());

    assertThat(report.status().phase()).isEqualTo(RotationPhase.Committed);
    assertThat(report.status().attempt()).isEqualTo(2);
    assertThat(types(report))
        .containsExactly(RotationRecord.Type.RESUMED, RotationRecord.Type.COMPLETED);
  }

  @Test
  void anEffectCannotComeBackWithoutAnOutcome() {
    for (RotationPlan effect : List.of(STAGE, COMMIT, VERIFY, new RotationPlan.Retire(STEP))) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> report(Scene.at(RotationPhase.Staged), effect, new StepOutcome.Noted()));
    }
  }

  private static SecretRotationStatus moved(Scene scene, RotationPlan plan, Current current) {
    return report(scene, plan, new StepOutcome.Moved(current)).status();
  }

  private static RotationReport report(Scene scene, RotationPlan plan, StepOutcome outcome) {
    return RotationReport.of(scene.observed(), plan, outcome);
  }
}
