package dev.keywright.rotation.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.rotation.trigger.TriggerPlan.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StandingReportTest {
  private static final Instant THEN = Instant.parse("2026-03-04T11:00:00Z");
  private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
  private static final Condition READY = new Condition("Ready", "True", 3L, THEN, "Synced", "Ok.");

  @Test
  void eachStandingHasItsReason() {
    assertThat(told(new Standing.Resting())).isEqualTo("False Synced No rotation is under way.");
    assertThat(told(new Standing.Running("r", Optional.empty())))
        .isEqualTo("True Reconciling SecretRotation r is under way.");
    assertThat(told(new Standing.Running("r", Optional.of("Stuck."))))
        .isEqualTo("True RotationHeld SecretRotation r is held. Stuck.");
    assertThat(told(new Standing.Failed("r", "Too late.")))
        .isEqualTo("False RotationFailed SecretRotation r ended without a new value. Too late.");
    assertThat(told(new Standing.Quarantined("r", "Look.")))
        .isEqualTo("False RotationQuarantined SecretRotation r ended without a new value. Look.");
    assertThat(told(new Standing.Blocked("No right."))).isEqualTo("False RotationHeld No right.");
    assertThat(told(new Standing.Unfit("No path."))).isEqualTo("False InvalidSpec No path.");
  }

  @Test
  void aPolicyThatDoesNotRotateHasNoSuchCondition() {
    Condition rotating = new Condition("Rotating", "False", 2L, THEN, "Synced", "No.");

    assertThat(report(new Standing.Absent(), List.of(READY, rotating), null))
        .containsExactly(READY);
  }

  @Test
  void aRunInQuarantineStallsThePolicyAndTheTimeOfThatStays() {
    Standing standing = new Standing.Quarantined("r", "Look.");
    List<Condition> first = report(standing, List.of(READY), null);
    Condition stalled = first.getLast();
    assertThat(stalled.type()).isEqualTo("Stalled");
    assertThat(stalled.reason()).isEqualTo("RotationQuarantined");
    assertThat(stalled.lastTransitionTime()).isEqualTo(NOW);

    Condition earlier =
        new Condition("Stalled", "True", 3L, THEN, stalled.reason(), stalled.message());
    List<Condition> second = report(standing, List.of(READY), List.of(READY, earlier));
    assertThat(second).contains(earlier);
    assertThat(first).hasSize(3).element(0).isEqualTo(READY);
  }

  @Test
  void whatStallsThePolicyItselfGoesFirst() {
    Condition own = new Condition("Stalled", "True", 3L, THEN, "InvalidSpec", "No path.");

    assertThat(report(new Standing.Quarantined("r", "Look."), List.of(READY, own), List.of(own)))
        .contains(own);
  }

  private static String told(Standing standing) {
    return report(standing, List.of(READY), null).stream()
        .filter(condition -> condition.type().equals("Rotating"))
        .map(it -> it.status() + " " + it.reason() + " " + it.message())
        .findFirst()
        .orElse("nothing");
  }

  private static List<Condition> report(
      Standing standing, List<Condition> conditions, @Nullable List<Condition> before) {
    return StandingReport.of(standing, conditions, before, 3, NOW);
  }
}
