package dev.keywright.rotation;

import static dev.keywright.rotation.RotationWorld.POLICY;
import static dev.keywright.rotation.RotationWorld.VALUE_ONLY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.RotationOutcome;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody else writes to the object, or to the slot, while a run is under way. */
@SuppressWarnings("NullAway") // what is null here fails the test as well
class ForeignWriteTest {
  /** Of the form that the policy asks for. */
  private static final String FORGED = "A".repeat(43);

  private final RotationWorld world = RotationWorld.with(1, VALUE_ONLY);

  @ParameterizedTest(name = "R6 another property written at {0}: rebased, Done")
  @ValueSource(
      strings = {"rotation.stage.before", "rotation.stage.after", "rotation.commit.before"})
  @DisplayName("R6 valueOnly: another property written during a run is kept, and the run is Done")
  void rebasesOverAnotherProperty(String place) {
    world.interfereAt(place, () -> world.store.put(Map.of("token", "first", "port", "6543")));
    String run = world.request();

    world.settle();

    assertThat(world.outcome(run)).isEqualTo(RotationOutcome.Done);
    assertThat(world.store.content()).containsEntry("port", "6543");
    assertThat(world.store.content().get("token")).isNotEqualTo("first");
    assertThat(world.store.versionsMade()).isEqualTo(3);
    assertThat(world.shown()).isEqualTo(world.store.content());
  }

  @ParameterizedTest(name = "R6 the rotated property written at {0}: theirs stays")
  @ValueSource(
      strings = {"rotation.stage.before", "rotation.stage.after", "rotation.commit.before"})
  @DisplayName(
      "R6 valueOnly: the rotated property written before the commit stays, nothing of ours")
  void leavesTheirValue(String place) {
    world.interfereAt(place, () -> world.store.put(Map.of("token", "theirs", "port", "5432")));
    String run = world.request();

    world.settle();

    assertThat(world.outcome(run)).isEqualTo(RotationOutcome.Superseded);
    assertThat(world.store.content()).containsEntry("token", "theirs");
    assertThat(world.store.slotHolder()).isEmpty();
    assertThat(world.shown()).containsEntry("token", "theirs");
    assertThat(world.condition(run, "Failed")).contains("theirs stays");
  }

  @Test
  void aWriteOverOurCommitWhoseReplyWasLostIsRecognised() {
    world.store.loseReplies(StoreInMemory.Effect.COMMIT, 1);
    world.interfereAt(
        "rotation.commit.after",
        () -> {
          Map<String, String> ours = world.store.content();
          world.store.put(Map.of("token", ours.getOrDefault("token", ""), "port", "6543"));
        });
    String run = world.request();

    world.settle();

    assertThat(world.outcome(run)).isEqualTo(RotationOutcome.Done);
    assertThat(world.store.versionsMade()).isEqualTo(3);
    assertThat(world.store.landed(StoreInMemory.Effect.COMMIT)).isEqualTo(1);
    assertThat(world.store.content()).containsEntry("port", "6543");
  }

  @Test
  @DisplayName("a foreign value over a committed one holds the run, and nothing is retired")
  void isHeldWhenOverwrittenAfterTheCommit() {
    String run = overwriteAfterTheCommit();

    assertThat(world.condition(run, "Held"))
        .startsWith("RotationHeld: Somebody else wrote another value");
    assertThat(world.journal(run).isEnded()).isFalse();
    assertThat(world.store.slotHolder()).isEqualTo(run);
    assertThat(world.recordsOf(run))
        .filteredOn(item -> "RotationHeld".equals(item.type()))
        .hasSize(1);
    assertThat(world.cluster.policyNamed(POLICY).getStatus().rotation().current()).isEqualTo(run);
  }

  @Test
  void aHeldRunThatIsTakenAwayFreesTheSlot() {
    overwriteAfterTheCommit();
    var held = world.cluster.runs().getFirst();

    world.cluster.deleteRun(ClusterInMemory.keyOf(held));
    world.second(place -> {}).abandon(held);
    world.settle();

    assertThat(world.store.slotHolder()).isEmpty();
    assertThat(world.store.content()).containsEntry("token", "theirs");
    String next = world.request();
    world.settle();
    assertThat(world.outcome(next)).isEqualTo(RotationOutcome.Done);
  }

  @Test
  @DisplayName("R7 a pending value that is not what was staged is never made current")
  void refusesAForgedSlot() {
    world.interfereAt(
        "rotation.verify.before", () -> world.store.forgeSlot(Map.of("token", FORGED)));
    String run = world.request();

    world.settle();

    assertThat(world.outcome(run)).isEqualTo(RotationOutcome.Done);
    assertThat(world.store.content().get("token")).isNotIn("first", FORGED);
    assertThat(world.journal(run).attempt()).isEqualTo(2);
  }

  @Test
  void anEmptiedSlotBeforeTheCommitEndsTheRunAndTheOldValueStays() {
    world.interfereAt("rotation.commit.before", () -> world.store.emptySlot());
    String run = world.request();

    world.settle();

    assertThat(world.outcome(run)).isEqualTo(RotationOutcome.Aborted);
    assertThat(world.store.content()).containsEntry("token", "first");
    assertThat(world.condition(run, "Failed")).contains("emptied the pending slot");
  }

  @Test
  void anObjectThatIsGoneEndsTheRun() {
    world.interfereAt("rotation.stage.before", () -> world.store.remove());
    String run = world.request();
    world.turn();
    world.turn();

    assertThat(world.outcome(run)).isEqualTo(RotationOutcome.Aborted);
    assertThat(world.condition(run, "Failed")).startsWith("PathNotFound");
  }

  @Test
  void anObjectThatChangesAgainAndAgainEndsTheRun() {
    world.watch(
        place -> {
          if (place.equals("rotation.commit.before")) {
            int version = world.store.versionsMade();
            world.store.put(Map.of("token", "first", "port", "" + version));
          }
        });
    String run = world.request();

    world.settle();

    assertThat(world.outcome(run)).isEqualTo(RotationOutcome.Aborted);
    assertThat(world.store.landed(StoreInMemory.Effect.COMMIT)).isZero();
    assertThat(world.condition(run, "Failed")).contains("again and again");
  }

  /** The run that finds another value where its own was. */
  private String overwriteAfterTheCommit() {
    world.interfereAt(
        "rotation.commit.after", () -> world.store.put(Map.of("token", "theirs", "port", "5432")));
    String run = world.request();
    for (int turn = 0; turn < 10; turn++) {
      world.turn();
      world.clock.advance(Duration.ofSeconds(5));
    }
    return run;
  }
}
