package dev.keywright.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Ends the operator at every place of a run, and starts it anew on what it left behind. */
class RotationCrashTest {
  private static final int SEEDS = 20;

  @TestFactory
  @DisplayName("R1 valueOnly: a crash at any single place, and the run ends Done with one value")
  Stream<DynamicTest> survivesEverySingleCrash() {
    return singleCrashes("R1", RotationWorld.VALUE_ONLY);
  }

  @TestFactory
  @DisplayName("a driver that sets the value at a target survives a crash at any single place")
  Stream<DynamicTest> survivesEverySingleCrashWithATarget() {
    return singleCrashes("target", RotationWorld.TARGET);
  }

  @TestFactory
  @DisplayName("R2 valueOnly: any two crashes, one new version is current and one run Done")
  Stream<DynamicTest> survivesTwoCrashes() {
    int places = placesOf(RotationWorld.VALUE_ONLY).size();
    return IntStream.rangeClosed(1, SEEDS)
        .mapToObj(
            seed -> {
              Random random = new Random(seed);
              Set<Integer> two = new HashSet<>();
              while (two.size() < 2) {
                two.add(random.nextInt(places));
              }
              return dynamicTest(
                  "R2 seed " + seed + ": places " + two,
                  () -> runsToTheEnd(seed, RotationWorld.VALUE_ONLY, two));
            });
  }

  @Test
  @DisplayName("R1 every place of a run is known: effects, status writes, targets and restarts")
  void knowsEveryPlace() {
    assertThat(new HashSet<>(placesOf(RotationWorld.VALUE_ONLY)))
        .contains(
            "trigger.before",
            "rotation.write.before",
            "rotation.write.after",
            "rotation.stage.before",
            "rotation.stage.after",
            "rotation.verify.before",
            "rotation.verify.after",
            "rotation.commit.before",
            "rotation.commit.after",
            "sync.target.before",
            "sync.target.after",
            "rollout.restart.before",
            "rollout.restart.after",
            "policy.write.before",
            "policy.write.after",
            "rotation.retire.before",
            "rotation.retire.after",
            "rotation.own.before",
            "rotation.own.after");
    assertThat(placesOf(RotationWorld.TARGET))
        .contains("rotation.apply.before", "rotation.apply.after");
  }

  private static Stream<DynamicTest> singleCrashes(String id, String driver) {
    List<String> places = placesOf(driver);
    return IntStream.range(0, places.size())
        .mapToObj(
            place ->
                dynamicTest(
                    id + " crash at place " + place + ": " + places.get(place),
                    () -> runsToTheEnd(1, driver, Set.of(place))));
  }

  private static List<String> placesOf(String driver) {
    RotationWorld world = RotationWorld.with(1, driver);
    CrashPlan plan = CrashPlan.none();
    world.watch(plan);
    world.request();
    world.settle();
    return plan.reached();
  }

  private static void runsToTheEnd(long seed, String driver, Set<Integer> places) {
    RotationWorld world = RotationWorld.with(seed, driver);
    Invariants invariants = Invariants.watch(world);
    world.watch(new CrashPlan(places));
    String run = world.request();

    world.settle();

    invariants.assertAtTheEnd();
    invariants.assertOneNewVersion(run);
    assertThat(world.cluster.runs()).hasSize(1);
  }
}
