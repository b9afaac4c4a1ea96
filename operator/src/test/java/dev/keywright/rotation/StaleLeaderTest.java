package dev.keywright.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.keywright.core.FaultPoint;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A leader that was paused while another carried the whole run out goes on where it stood. */
class StaleLeaderTest {
  @TestFactory
  @DisplayName("a leader paused at any place of a run changes nothing when it goes on")
  Stream<DynamicTest> changesNothing() {
    return Stream.of(RotationWorld.VALUE_ONLY, RotationWorld.TARGET)
        .flatMap(
            driver -> {
              List<String> places = places(driver);
              return IntStream.range(0, places.size())
                  .filter(place -> places.get(place).startsWith("rotation."))
                  .mapToObj(
                      place ->
                          dynamicTest(
                              driver + " paused at place " + place + ": " + places.get(place),
                              () -> pausedAt(driver, place)));
            });
  }

  private static List<String> places(String driver) {
    RotationWorld world = RotationWorld.with(1, driver);
    CrashPlan plan = CrashPlan.none();
    RotationWorld.Leader stale = world.second(plan);
    String run = world.request();
    carryOut(world, stale, run);
    return plan.reached();
  }

  private static void pausedAt(String driver, int place) {
    RotationWorld world = RotationWorld.with(1, driver);
    Invariants invariants = Invariants.watch(world);
    Pause pause = new Pause(world, place);
    RotationWorld.Leader stale = world.second(pause);
    String run = world.request();

    carryOut(world, stale, run);

    assertThat(pause.reached).isGreaterThan(place);
    invariants.assertAtTheEnd();
    invariants.assertOneNewVersion(run);
    assertThat(world.target.applications()).isLessThanOrEqualTo(1);
  }

  private static void carryOut(RotationWorld world, RotationWorld.Leader leader, String run) {
    for (int turn = 0; turn < 20; turn++) {
      world.workloads.roll();
      world.clock.advance(leader.turn());
      world.confirmRecords();
    }
    assertThat(world.journal(run).isEnded()).isTrue();
  }

  /** At one place, time stands still for this process, and another brings everything to its end. */
  private static final class Pause implements FaultPoint {
    private final RotationWorld world;
    private final int place;
    private int reached;

    private Pause(RotationWorld world, int place) {
      this.world = world;
      this.place = place;
    }

    @Override
    public void reached(String name) {
      if (reached++ == place) {
        world.settle();
      }
    }
  }
}
