package dev.keywright.rotation;

import static dev.keywright.rotation.RotationWorld.POLICY;
import static dev.keywright.rotation.RotationWorld.VALUE_ONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.keywright.api.v1alpha1.RotationOutcome;
import dev.keywright.core.ObjectKey;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@SuppressWarnings("NullAway") // what is null here fails the test as well
class LostStatusTest {
  private static final int TURNS = 12;

  @TestFactory
  @DisplayName("R15 every status lost at any moment: at most one value is drawn and made current")
  Stream<DynamicTest> generatesNothing() {
    return IntStream.range(0, TURNS)
        .boxed()
        .flatMap(
            turn ->
                Stream.of(false, true)
                    .map(
                        byHand ->
                            dynamicTest(
                                "R15 lost after turn " + turn + (byHand ? ", run by hand" : ""),
                                () -> lostAfter(turn, byHand))));
  }

  private static void lostAfter(int turns, boolean byHand) {
    RotationWorld world = RotationWorld.with(1, VALUE_ONLY);
    Invariants invariants = Invariants.watch(world);
    if (byHand) {
      world.createRun("by-hand");
    } else {
      world.request();
    }
    for (int turn = 0; turn < turns; turn++) {
      world.clock.advance(Duration.ofSeconds(1));
      world.turn();
    }

    world.cluster.wipeStatuses();
    invariants.forgetStatuses();
    world.clock.advance(Duration.ofSeconds(1));
    world.restart();
    world.settle();

    invariants.assertAtTheEnd();
    assertThat(world.store.everStaged()).hasSizeLessThanOrEqualTo(1);
    assertThat(world.store.versionsMade()).isEqualTo(1 + world.store.everStaged().size());
    assertThat(world.workloads.all())
        .allMatch(deployment -> deployment.restarts == world.store.everStaged().size());
    assertThat(world.store.slotHolder()).isEmpty();
  }

  @Test
  @DisplayName("R15 every status lost after several runs: nothing generated, no version changes")
  void repeatsNoneOfSeveralRuns() {
    RotationWorld world = RotationWorld.with(1, VALUE_ONLY);
    world.createRun("one");
    world.createRun("two");
    world.settle();
    String third = world.request();
    world.settle();
    assertThat(world.store.versionsMade()).isEqualTo(4);

    world.cluster.wipeStatuses();
    world.clock.advance(Duration.ofSeconds(1));
    world.restart();
    world.settle();

    assertThat(world.store.versionsMade()).isEqualTo(4);
    assertThat(world.store.everStaged()).hasSize(3);
    assertThat(world.workloads.all()).allMatch(deployment -> deployment.restarts == 3);
    assertThat(Stream.of("one", "two", third).map(world::outcome))
        .allMatch(RotationOutcome.Done::equals);
  }

  @Test
  @DisplayName("R15 the status of a run lost alone is rebuilt as Done")
  void rebuildsTheStatusOfARun() {
    RotationWorld world = RotationWorld.with(1, VALUE_ONLY);
    String run = world.request();
    world.settle();

    world.cluster.wipeRun(new ObjectKey("shop", run));
    world.settle();

    assertThat(world.outcome(run)).isEqualTo(RotationOutcome.Done);
    assertThat(world.store.versionsMade()).isEqualTo(2);
  }

  @Test
  @DisplayName("R34 a SecretRotation that is created again does not run again")
  void refusesANameThatWasHandled() {
    RotationWorld world = RotationWorld.with(1, VALUE_ONLY);
    world.createRun("by-hand");
    world.settle();
    world.request();
    world.settle();

    world.cluster.deleteRun(new ObjectKey("shop", "by-hand"));
    world.createRun("by-hand");
    world.settle();

    assertThat(world.outcome("by-hand")).isEqualTo(RotationOutcome.Aborted);
    assertThat(world.recordsOf("by-hand"))
        .last()
        .satisfies(item -> assertThat(item.type()).isEqualTo("RotationRequestRefused"));
    assertThat(world.store.versionsMade()).isEqualTo(3);
  }

  @Test
  void recordsGoOnWithNewNumbersAfterTheStatusWasLost() {
    RotationWorld world = RotationWorld.with(1, VALUE_ONLY);
    String run = world.request();
    world.clock.advance(Duration.ofSeconds(1));
    world.turn();
    int before = world.recordsOf(run).size();
    assertThat(before).isPositive();

    world.cluster.wipeStatuses();
    world.clock.advance(Duration.ofSeconds(1));
    world.settle();

    assertThat(world.recordsOf(run)).hasSizeGreaterThan(before);
    assertThat(world.recordsOf(run))
        .extracting(item -> item.sequence())
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(world.cluster.policyNamed(POLICY).getStatus().rotation().handled()).contains(run);
  }
}
