package dev.keywright.rotation;

import static dev.keywright.rotation.Scene.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.RotationConsumer;
import dev.keywright.api.v1alpha1.RotationPhase;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.Reason;
import dev.keywright.rollout.Consumers.Consumer;
import dev.keywright.rotation.RotationObservation.Current;
import dev.keywright.rotation.RotationObservation.Reader;
import dev.keywright.rotation.RotationObservation.Slot;
import dev.keywright.rotation.RotationObservation.StorePicture;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsumerPlannerTest {
  @Test
  void publishedOnceEveryTargetShowsTheCommittedVersion() {
    Scene scene = Scene.at(RotationPhase.Committed).reader(Scene.TWO).reader(Scene.ONE);
    assertThat(await(scene).why().message())
        .isEqualTo(
            "Waits until the targets of these policies show the new value: shop/orders-api.");

    Scene shown = Scene.at(RotationPhase.Committed).reader(Scene.TWO).reader(Scene.TWO);
    assertThat(shown.plan()).isEqualTo(new RotationPlan.Pass(RotationPhase.Published, List.of()));
  }

  @Test
  void anotherVersionWithOurValueCountsAsPublished() {
    Scene scene =
        Scene.at(RotationPhase.Committed)
            .reader(Scene.THREE)
            .seen(new Slot.Empty(), Scene.value(Scene.THREE, Scene.OURS));

    assertThat(scene.plan()).isEqualTo(new RotationPlan.Pass(RotationPhase.Published, List.of()));
  }

  @Test
  void anotherValueOrNoneHoldsTheRun() {
    Diagnosis gone = new Diagnosis(Reason.PathNotFound, "There is none.");
    for (Current current :
        List.of(Scene.value(Scene.THREE, Scene.THEIRS), new Current.Missing(gone))) {
      Scene scene =
          Scene.at(RotationPhase.Committed).reader(Scene.THREE).seen(new Slot.Empty(), current);

      assertThat(await(scene).isHeld()).isTrue();
      assertThat(await(scene).why().message())
          .contains("nothing is retired. Delete this SecretRotation to keep their value.");
    }
  }

  @Test
  void aStoreThatCannotBeSeenIsWaitedFor() {
    Scene scene = Scene.at(RotationPhase.Committed).reader(Scene.THREE);
    Diagnosis why = new Diagnosis(Reason.StoreNotReady, "secstore/vault is not ready.");
    scene.store = new StorePicture.Unseen(StepFailure.of(why));

    assertThat(await(scene).why()).isEqualTo(why);
  }

  @ParameterizedTest
  @CsvSource({"Committed", "Published", "Propagated"})
  @DisplayName("a policy whose status is empty may have a target: nothing passes it")
  void waitsForAPolicyThatWasNotLookedAt(RotationPhase phase) {
    Scene scene = Scene.at(phase);
    scene.readers.add(
        Reader.unknown(
            new ObjectKey("shop", "other"), Optional.empty(), "whose status is not filled yet"));

    assertThat(await(scene).why().message()).contains("shop/other");
  }

  @Test
  void propagatedOnceEveryRestartThatIsOwedWasAskedFor() {
    Scene scene =
        Scene.at(RotationPhase.Published)
            .reader(
                Scene.TWO,
                deployment("api", "wanted", 0, "Restarting"),
                deployment("worker", "older", 2, "Waiting"));
    assertThat(await(scene).why().message())
        .isEqualTo("Waits for consumers of the new value: Deployment shop/worker (2 of 2 pods).");

    Scene asked =
        Scene.at(RotationPhase.Published)
            .reader(Scene.TWO, deployment("api", "wanted", 0, "Restarting"));
    assertThat(asked.plan()).isInstanceOf(RotationPlan.Pass.class);
  }

  @Test
  void whatCannotBeRestartedIsWaitedForUntilItIsObserved() {
    Consumer job = new Consumer("Job", "nightly", "uid", "", 0, 1, "Waiting", "It ends by itself.");
    assertThat(Scene.at(RotationPhase.Published).reader(Scene.TWO, job).plan())
        .isInstanceOf(RotationPlan.Pass.class);

    assertThat(await(Scene.at(RotationPhase.Propagated).reader(Scene.TWO, job)).why().message())
        .endsWith("Job shop/nightly (0 of 1 pods): It ends by itself.");
  }

  @Test
  void observedOnceEveryPodIsOnTheValueAndTheTableSaysSo() {
    Scene scene =
        Scene.at(RotationPhase.Propagated)
            .reader(Scene.TWO, deployment("api", "wanted", 2, "Observed"));

    assertThat(scene.plan())
        .isEqualTo(
            new RotationPlan.Pass(
                RotationPhase.Observed,
                List.of(
                    new RotationConsumer(
                        "shop/orders-api",
                        "Deployment",
                        "api",
                        "uid-api",
                        "wanted",
                        2,
                        2,
                        "Observed"))));
  }

  @Test
  void afterTheDeadlineItIsHeldAndNeverGivenUp() {
    Scene scene =
        Scene.at(RotationPhase.Propagated)
            .reader(Scene.TWO, deployment("api", "wanted", 1, "Restarting"));
    scene.now = Scene.NOW.plus(Duration.ofHours(100));

    assertThat(await(scene).isHeld()).isTrue();
    assertThat(await(scene).why().reason()).isEqualTo(Reason.RotationHeld);
  }

  @Test
  void aLongListIsCut() {
    Consumer[] many =
        IntStream.range(0, 600)
            .mapToObj(number -> deployment("d" + number, "wanted", 0, "Restarting"))
            .toArray(Consumer[]::new);
    Scene scene = Scene.at(RotationPhase.Propagated).reader(Scene.TWO, many);

    assertThat(await(scene).why().message()).endsWith("; and 595 more.");
    assertThat(await(scene).consumers()).hasSize(500);
  }

  @ParameterizedTest(name = "{0} s in the phase: looks after {1} ms")
  @CsvSource({"0, 500", "1, 500", "20, 2000", "3600, 15000"})
  void looksLessOftenTheLongerItTakes(int seconds, int millis) {
    Scene scene = Scene.at(RotationPhase.Propagated);
    scene.journal.phaseTime = Scene.NOW.minusSeconds(seconds);

    assertThat(ConsumerPlanner.lookAfter(scene.observed())).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void aPolicyWithoutConsumersWaitsForNobody() {
    Scene scene = Scene.at(RotationPhase.Propagated);
    scene.readers.add(
        new Reader(Scene.POLICY, Optional.empty(), Optional.of(Scene.TWO), "", false, List.of()));

    assertThat(scene.plan()).isEqualTo(new RotationPlan.Pass(RotationPhase.Observed, List.of()));
  }

  private static RotationPlan.Await await(Scene scene) {
    assertThat(scene.plan()).isInstanceOf(RotationPlan.Await.class);
    return (RotationPlan.Await) scene.plan();
  }
}
