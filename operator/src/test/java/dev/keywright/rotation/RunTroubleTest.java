package dev.keywright.rotation;

import static dev.keywright.rotation.RotationWorld.POLICY;
import static dev.keywright.rotation.RotationWorld.TARGET;
import static dev.keywright.rotation.RotationWorld.VALUE_ONLY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.RotationOutcome;
import dev.keywright.api.v1alpha1.RotationPhase;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.Reason;
import dev.keywright.provider.spi.FailureKind;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores, targets and consumers that do not do what they should. */
class RunTroubleTest {
  private final RotationWorld world = RotationWorld.with(1, VALUE_ONLY);

  @ParameterizedTest(name = "an outage from {0} on")
  @ValueSource(
      strings = {
        "trigger.after",
        "rotation.stage.before",
        "rotation.verify.before",
        "rotation.commit.before",
        "rotation.commit.after",
        "rotation.retire.before"
      })
  @DisplayName("an outage of the store delays a run, and no value is drawn twice")
  void outlivesAnOutage(String place) {
    Invariants invariants = Invariants.watch(world);
    world.interfereAt(place, () -> world.store.failAll(FailureKind.UNAVAILABLE));
    String run = world.request();
    pass(Duration.ofMinutes(20));
    assertThat(world.journal(run).isEnded()).isFalse();

    world.store.answer();
    world.settle();

    invariants.assertOneNewVersion(run);
  }

  @ParameterizedTest
  @EnumSource(StoreInMemory.Effect.class)
  @DisplayName("R3 the reply to a change is lost: the change is not repeated")
  void survivesALostReply(StoreInMemory.Effect effect) {
    Invariants invariants = Invariants.watch(world);
    world.store.loseReplies(effect, 1);
    String run = world.request();

    world.settle();

    invariants.assertOneNewVersion(run);
    assertThat(world.store.landed(effect)).isEqualTo(1);
  }

  @Test
  @DisplayName("R3 the reply of a target is lost: the pending value logs in, and is not set again")
  void probesBeforeItSetsAValueAgain() {
    RotationWorld world = RotationWorld.with(1, TARGET);
    world.target.loseReplies();
    String run = world.request();

    world.settle();

    assertThat(world.outcome(run)).isEqualTo(RotationOutcome.Done);
    assertThat(world.target.applications()).isEqualTo(1);
    assertThat(world.target.password()).isEqualTo(world.store.content().get("token"));
  }

  @Test
  @DisplayName("a value that is not current by the deadline is given up, and the slot is cleared")
  void givesUpAtTheDeadline() {
    world.interfereAt(
        "rotation.verify.before", () -> world.store.fail(FailureKind.UNAVAILABLE, "pending"));
    String run = world.request();
    pass(Duration.ofMinutes(80));

    assertThat(world.outcome(run)).isEqualTo(RotationOutcome.Aborted);
    assertThat(world.condition(run, "Failed")).contains("by the deadline");
    assertThat(world.store.content()).containsEntry("token", "first");
    assertThat(world.store.slotHolder()).isEmpty();
    assertThat(world.workloads.all()).allMatch(deployment -> deployment.restarts == 0);
  }

  @Test
  @DisplayName("R9 valueOnly: a consumer that is stuck holds the run, and nothing is retired")
  void isHeldByAStuckConsumer() {
    world.workloads.all().getFirst().isStuck = true;
    String run = world.request();
    pass(Duration.ofMinutes(30));
    assertThat(world.condition(run, "Held")).isEmpty();
    assertThat(world.journal(run).phase()).contains(RotationPhase.Propagated);

    pass(Duration.ofMinutes(40));

    assertThat(world.condition(run, "Held")).contains("Deployment shop/api (0 of 2 pods)");
    assertThat(world.store.slotHolder()).isEqualTo(run);
    assertThat(world.target.retirements()).isZero();

    world.workloads.all().getFirst().isStuck = false;
    world.settle();
    assertThat(world.outcome(run)).isEqualTo(RotationOutcome.Done);
    assertThat(world.condition(run, "Held")).isEmpty();
    assertThat(world.workloads.all()).allMatch(deployment -> deployment.restarts == 1);
  }

  @Test
  void aMissingRightHoldsTheRunAndThenNeedsAPerson() {
    world.interfereAt(
        "rotation.commit.before", () -> world.store.fail(FailureKind.DENIED, "commit"));
    String run = world.request();
    world.turn();
    assertThat(world.condition(run, "Held")).startsWith("AccessDenied");

    pass(Duration.ofMinutes(35));

    assertThat(world.outcome(run)).isEqualTo(RotationOutcome.Quarantined);
    assertThat(world.store.content()).containsEntry("token", "first");
    assertThat(world.store.slotHolder()).as("the value may be in use").isEqualTo(run);
  }

  @Test
  void aSlotThatAnotherRunHoldsIsWaitedForAndVisible() {
    world.store.occupy("somebody-else");
    String run = world.request();
    world.turn();
    assertThat(world.condition(run, "Held")).contains("held by another run (somebody-else)");

    world.store.emptySlot();
    world.settle();

    assertThat(world.outcome(run)).isEqualTo(RotationOutcome.Done);
  }

  @Test
  void aSlotThatIsNeverFreedEndsTheRunAtItsDeadline() {
    world.store.occupy("somebody-else");
    String run = world.request();
    pass(Duration.ofMinutes(90));

    assertThat(world.outcome(run)).isEqualTo(RotationOutcome.Aborted);
    assertThat(world.store.slotHolder()).isEqualTo("somebody-else");
  }

  @Test
  void whatAnEndedRunLeftInTheSlotIsTakenOver() {
    world.interfereAt(
        "rotation.commit.before", () -> world.store.fail(FailureKind.DENIED, "commit"));
    String first = world.request();
    pass(Duration.ofMinutes(35));
    assertThat(world.outcome(first)).isEqualTo(RotationOutcome.Quarantined);

    world.store.answer();
    String second = world.request();
    world.settle();

    assertThat(world.outcome(second)).isEqualTo(RotationOutcome.Done);
    assertThat(world.store.slotHolder()).isEmpty();
    assertThat(world.store.versionsMade()).isEqualTo(2);
  }

  @Test
  @DisplayName("R7 a value that the target refuses changes neither store, target nor consumers")
  void changesNothingWhenTheTargetRefuses() {
    RotationWorld world = RotationWorld.with(1, TARGET);
    world.target.reject("The target wants longer passwords.");
    String run = world.request();

    world.settle();

    assertThat(world.outcome(run)).isEqualTo(RotationOutcome.Quarantined);
    assertThat(world.condition(run, "Failed"))
        .contains("The target wants longer passwords. This happened 3 times");
    assertThat(world.store.versionsMade()).isEqualTo(1);
    assertThat(world.store.slotHolder()).isEmpty();
    assertThat(world.target.applications()).isZero();
    assertThat(world.shown()).containsEntry("token", "first");
    assertThat(world.workloads.all()).allMatch(deployment -> deployment.restarts == 0);
  }

  @Test
  void aValueThatWasSetAndDoesNotLogInStaysInTheSlotForAPerson() {
    RotationWorld world = RotationWorld.with(1, TARGET);
    world.target.rejectLogins("The target refuses the login.");
    String run = world.request();

    world.settle();

    assertThat(world.outcome(run)).isEqualTo(RotationOutcome.Quarantined);
    assertThat(world.store.slotValues()).containsEntry("token", world.target.password());
    assertThat(world.store.versionsMade()).isEqualTo(1);
    assertThat(world.condition(run, "Failed")).contains("the pending slot keeps it");
  }

  @Test
  void aPolicyDeletedBeforeTheCommitEndsTheRunAndClearsTheSlot() {
    world.interfereAt("rotation.stage.after", () -> world.cluster.deletePolicy(POLICY));
    String run = world.request();

    world.settle();

    assertThat(world.outcome(run)).isEqualTo(RotationOutcome.Aborted);
    assertThat(world.store.slotHolder()).isEmpty();
    assertThat(world.store.versionsMade()).isEqualTo(1);
  }

  @Test
  void aPolicyThatStopsRotatingAfterTheCommitLetsTheRunEnd() {
    world.interfereAt("rotation.commit.after", () -> world.applyPolicy(""));
    String run = world.request();

    world.settle();

    assertThat(world.outcome(run)).isEqualTo(RotationOutcome.Done);
    assertThat(world.store.slotHolder()).isEmpty();
  }

  @Test
  void aRunForAPolicyThatNeverComesIsRefused() {
    world.cluster.deletePolicy(POLICY);
    world.createRun("early");
    world.turn();
    assertThat(world.condition("early", "Progressing")).contains("There is no SecretPolicy");

    pass(Duration.ofMinutes(6));

    assertThat(world.outcome("early")).isEqualTo(RotationOutcome.Aborted);
  }

  @Test
  void aStoreThatIsGoneNeedsAPersonOnlyOnceTheValueMayBeInUse() {
    Diagnosis gone = new Diagnosis(Reason.StoreNotFound, "There is no secstore/vault.");
    world.interfereAt("rotation.stage.after", () -> world.store.refuse(gone));
    String run = world.request();

    world.settle();

    assertThat(world.outcome(run)).isEqualTo(RotationOutcome.Aborted);
    assertThat(world.condition(run, "Failed")).startsWith("StoreNotFound");
  }

  @Test
  void aStoreWithoutVersionsIsRefused() {
    world.store.makeReadOnly();
    String run = world.request();
    world.turn();
    world.turn();

    assertThat(world.outcome(run)).isEqualTo(RotationOutcome.Aborted);
    assertThat(world.condition(run, "Failed"))
        .contains("must keep versions and compare before it writes");
  }

  @Test
  void aRunThatIsDeletedBeforeTheCommitLeavesNothingBehind() {
    world.interfereAt(
        "rotation.verify.before", () -> world.store.fail(FailureKind.UNAVAILABLE, "pending"));
    String name = world.request();
    world.turn();
    world.turn();
    var run = world.run(name);
    assertThat(world.store.slotHolder()).isEqualTo(name);

    world.cluster.deleteRun(new ObjectKey("shop", name));
    world.second(place -> {}).abandon(run);

    assertThat(world.store.slotHolder()).isEmpty();
    assertThat(world.store.versionsMade()).isEqualTo(1);
  }

  private void pass(Duration time) {
    var end = world.clock.instant().plus(time);
    while (world.clock.instant().isBefore(end)) {
      world.clock.advance(Duration.ofSeconds(20));
      world.turn();
    }
  }
}
