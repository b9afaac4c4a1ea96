package dev.keywright.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.ConditionSet;
import dev.keywright.api.v1alpha1.RotationOutcome;
import dev.keywright.api.v1alpha1.RotationPhase;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureReportTest {
  private static final Duration BACKOFF = Duration.ofSeconds(7);
  private static final RotationPlan.Step STEP = new RotationPlan.Step(Scene.OBJECT, 1);
  private static final RotationPlan COMMIT = new RotationPlan.Commit(STEP, Scene.ONE);
  private static final StepFailure DOWN = provider(FailureKind.UNAVAILABLE);
  private static final StepFailure DENIED = provider(FailureKind.DENIED);
  private static final StepFailure OCCUPIED = StepFailure.occupied(Scene.OBJECT, "other");
  private static final StepFailure NO_STORE =
      StepFailure.of(new Diagnosis(Reason.StoreNotFound, "There is no secstore/vault."));

  private final Scene scene = Scene.at(RotationPhase.Verified).intending(RotationPhase.Committed);

  @Test
  void whatPassesIsTriedAgainAndToldOnce() {
    RotationReport first = report(COMMIT, DOWN);
    assertThat(first.pause()).isEqualTo(BACKOFF);
    assertThat(first.status().failures()).isEqualTo(1);
    assertThat(first.status().retryTime()).isEqualTo(Scene.NOW.plus(BACKOFF));
    assertThat(first.status().intent()).isNotNull();
    assertThat(condition(first, "Progressing")).isEqualTo("Reconciling: The store says so.");
    assertThat(types(first)).containsExactly(RotationRecord.Type.FAILED);

    scene.journal.failures = 1;
    RotationReport second = report(COMMIT, DOWN);
    assertThat(second.status().failures()).isEqualTo(2);
    assertThat(types(second)).isEmpty();
  }

  @Test
  void aFailureBeforeTheBeginningGetsADeadline() {
    Scene blank = new Scene();
    RotationReport report = report(blank, new RotationPlan.Fail(DOWN), DOWN);
    assertThat(report.status().phase()).isNull();
    assertThat(report.status().deadline()).isEqualTo(Scene.NOW.plus(Duration.ofHours(1)));

    blank.journal.deadline = Scene.NOW.plusSeconds(5);
    assertThat(report(blank, new RotationPlan.Fail(DOWN), DOWN).status().deadline())
        .isEqualTo(Scene.NOW.plusSeconds(5));
  }

  @Test
  void aTakenSlotHoldsTheRunAndIsToldOnce() {
    RotationReport first = report(COMMIT, OCCUPIED);
    assertThat(condition(first, "Held")).startsWith("RotationHeld: The pending slot");
    assertThat(types(first)).containsExactly(RotationRecord.Type.HELD);

    scene.journal.conditions = first.status().conditions();
    scene.journal.failures = first.status().failures();
    RotationReport second = report(COMMIT, OCCUPIED);
    assertThat(second.status().failures()).isEqualTo(2);
    assertThat(types(second)).isEmpty();
  }

  @Test
  void aMissingRightIsLookedAtThreeTimesAndThenNeedsAPerson() {
    for (int look = 1; look <= 2; look++) {
      RotationReport held = report(COMMIT, DENIED);
      assertThat(condition(held, "Held")).startsWith("AccessDenied");
      assertThat(held.status().outcome()).isNull();
      scene.journal.conditions = held.status().conditions();
      scene.journal.failures = held.status().failures();
    }

    RotationReport third = report(COMMIT, DENIED);

    assertThat(third.status().outcome()).isEqualTo(RotationOutcome.Quarantined);
    assertThat(condition(third, "Failed")).startsWith("RotationQuarantined");
    assertThat(condition(third, "Held")).isEmpty();
    assertThat(types(third)).containsExactly(RotationRecord.Type.ENDED);
  }

  @Test
  void failuresOfAnotherSortDoNotCountAsMissingRights() {
    scene.journal.failures = 9;
    RotationReport held = report(COMMIT, DENIED);

    assertThat(held.status().outcome()).isNull();
    assertThat(held.status().failures()).isEqualTo(1);
  }

  @Test
  void whatCanNeverSucceedEndsTheRunUnlessTheValueMayBeInUse() {
    assertThat(report(COMMIT, NO_STORE).status().outcome()).isNull();
    assertThat(condition(report(COMMIT, NO_STORE), "Held")).startsWith("StoreNotFound");

    Scene staging = Scene.at(RotationPhase.Admitted).intending(RotationPhase.Staged);
    RotationReport ended = report(staging, new RotationPlan.Stage(STEP, Scene.ONE), NO_STORE);
    assertThat(ended.status().outcome()).isEqualTo(RotationOutcome.Aborted);
    assertThat(condition(ended, "Failed")).startsWith("StoreNotFound");
  }

  @ParameterizedTest
  @CsvSource({"DENIED", "INVALID"})
  void aSlotThatCannotBeClearedDoesNotKeepAnEndedRunOpen(FailureKind kind) {
    scene.journal.outcome = RotationOutcome.Aborted;
    RotationReport report = report(new RotationPlan.CleanUp(STEP), provider(kind));

    assertThat(report.status().finishedTime()).isEqualTo(Scene.NOW);
    assertThat(report.status().outcome()).isEqualTo(RotationOutcome.Aborted);
  }

  @Test
  void clearingIsTriedAgainWhileTheStoreIsDownAndTheReasonOfTheEndStays() {
    scene.journal.outcome = RotationOutcome.Aborted;
    scene.journal.conditions =
        RunConditions.failed(scene.observed(), new Diagnosis(Reason.RotationFailed, "Too late."));
    RotationReport report = report(new RotationPlan.CleanUp(STEP), DOWN);

    assertThat(report.status().finishedTime()).isNull();
    assertThat(report.pause()).isEqualTo(BACKOFF);
    assertThat(condition(report, "Failed")).isEqualTo("RotationFailed: Too late.");
  }

  @ParameterizedTest
  @CsvSource({
    "DENIED, DENIED, AccessDenied",
    "INVALID, INVALID, InvalidSpec",
    "THROTTLED, TRANSIENT, RateLimited",
    "UNAVAILABLE, TRANSIENT, ProviderUnavailable",
  })
  void aStoresAnswerDecidesWhatToDo(FailureKind kind, StepFailure.Kind step, Reason reason) {
    assertThat(provider(kind).kind()).isEqualTo(step);
    assertThat(provider(kind).diagnosis()).isEqualTo(new Diagnosis(reason, "The store says so."));
  }

  private static StepFailure provider(FailureKind kind) {
    return StepFailure.of(ProviderFailure.of(kind, "The store says so."));
  }

  private RotationReport report(RotationPlan plan, StepFailure failure) {
    return report(scene, plan, failure);
  }

  private static RotationReport report(Scene scene, RotationPlan plan, StepFailure failure) {
    return RotationReport.of(scene.observed(), plan, new StepOutcome.Failed(failure, BACKOFF));
  }

  static String condition(RotationReport report, String type) {
    return ConditionSet.find(report.status().conditions(), type)
        .filter(condition -> condition.status().equals("True"))
        .map(condition -> condition.reason() + ": " + condition.message())
        .orElse("");
  }

  static List<RotationRecord.Type> types(RotationReport report) {
    return report.records().stream().map(RotationRecord::type).toList();
  }
}
