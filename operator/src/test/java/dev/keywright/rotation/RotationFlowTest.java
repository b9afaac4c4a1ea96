package dev.keywright.rotation;

import static dev.keywright.rotation.RotationWorld.POLICY;
import static dev.keywright.rotation.RotationWorld.VALUE_ONLY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.ApiNames;
import dev.keywright.api.v1alpha1.OutboxItem;
import dev.keywright.api.v1alpha1.RequestState;
import dev.keywright.api.v1alpha1.RotationOutcome;
import dev.keywright.api.v1alpha1.RotationPhase;
import dev.keywright.core.ObjectKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // what is null here fails the test as well
class RotationFlowTest {
  private final RotationWorld world = RotationWorld.with(1, VALUE_ONLY);
  private final Invariants invariants = Invariants.watch(world);

  @Test
  void aRequestBecomesOneNewValueThatEveryConsumerHas() {
    String run = world.request();

    world.settle();

    invariants.assertOneNewVersion(run);
    invariants.assertAtTheEnd();
    assertThat(world.store.content(1)).containsEntry("token", "first");
  }

  @Test
  @DisplayName("every effect of a run is recorded before and after, each record once")
  void recordsEachStep() {
    String run = world.request();

    world.settle();

    assertThat(world.recordsOf(run))
        .extracting(item -> item.type() + " " + to(item))
        .containsExactly(
            "RotationRequestAccepted ",
            "RotationPhaseEnded Admitted",
            "RotationPhaseIntended Staged",
            "RotationPhaseEnded Staged",
            "RotationPhaseEnded Verified",
            "RotationPhaseIntended Committed",
            "RotationPhaseEnded Committed",
            "RotationPhaseEnded Published",
            "RotationPhaseEnded Propagated",
            "RotationPhaseEnded Observed",
            "RotationPhaseIntended Retired",
            "RotationPhaseEnded Retired",
            "RotationDone Done");
    assertThat(world.recordsOf(run)).extracting(OutboxItem::sequence).isSorted();
  }

  @Test
  void aRunThatIsDoneBelongsToItsPolicyOnceItsRecordsAreConfirmed() {
    String run = world.request();
    turnUntil(run, RotationPhase.Done);
    assertThat(world.run(run).getMetadata().getOwnerReferences()).isEmpty();

    world.settle();

    assertThat(world.run(run).getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> assertThat(owner.getName()).isEqualTo(POLICY.name()));
  }

  @Test
  @DisplayName("R11 the same request 100 times, with restarts between, is one run")
  void carriesARequestOutOnce() {
    String run = world.request();
    world.settle();
    String token =
        world
            .cluster
            .policyNamed(POLICY)
            .getMetadata()
            .getAnnotations()
            .get(ApiNames.ROTATE_REQUESTED_AT);
    for (int again = 0; again < 100; again++) {
      world.cluster.annotate(POLICY, ApiNames.ROTATE_REQUESTED_AT, token);
      world.restart();
      world.settle();
    }

    assertThat(world.cluster.runs()).hasSize(1);
    invariants.assertOneNewVersion(run);
  }

  @Test
  @DisplayName("R11 a policy that is made anew with its old request starts no run")
  void doesNotRepeatARequestForANewPolicy() {
    String run = world.request();
    world.settle();
    String token =
        world
            .cluster
            .policyNamed(POLICY)
            .getMetadata()
            .getAnnotations()
            .get(ApiNames.ROTATE_REQUESTED_AT);

    world.cluster.deletePolicy(POLICY);
    world.cluster.deleteRun(new ObjectKey("shop", run));
    world.clock.advance(Duration.ofSeconds(5));
    world.applyPolicy("driver: {" + VALUE_ONLY + "}");
    world.cluster.annotate(POLICY, ApiNames.ROTATE_REQUESTED_AT, token);
    world.settle();

    assertThat(world.cluster.runs()).isEmpty();
    assertThat(world.store.versionsMade()).isEqualTo(2);
  }

  @Test
  @DisplayName("R12 requests during a run become exactly one more run")
  void runsOnceMoreForRequestsDuringARun() {
    String first = world.request();
    world.workloads.all().forEach(deployment -> deployment.isStuck = true);
    turnUntil(first, RotationPhase.Propagated);
    String second = world.request();
    world.turn();
    world.request();
    world.turn();
    world.workloads.all().forEach(deployment -> deployment.isStuck = false);

    world.settle();

    assertThat(world.cluster.runs()).hasSize(2);
    assertThat(world.outcome(first)).isEqualTo(RotationOutcome.Done);
    assertThat(world.outcome(second)).isEqualTo(RotationOutcome.Done);
    assertThat(world.store.versionsMade()).isEqualTo(3);
    assertThat(world.cluster.policyNamed(POLICY).getStatus().requests().rotate().state())
        .isEqualTo(RequestState.Done);
    assertThat(world.workloads.all()).allMatch(deployment -> deployment.restarts == 2);
  }

  @Test
  void rotationsByHandRunOneAfterTheOtherInTheOrderOfTheirMaking() {
    world.createRun("b-first");
    world.createRun("a-second");

    world.turn();
    assertThat(world.journal("b-first").isUnderWay()).isTrue();
    assertThat(world.journal("a-second").isBlank()).isTrue();
    world.settle();

    assertThat(world.outcome("b-first")).isEqualTo(RotationOutcome.Done);
    assertThat(world.outcome("a-second")).isEqualTo(RotationOutcome.Done);
    assertThat(world.store.versionsMade()).isEqualTo(3);
  }

  @Test
  @DisplayName(
      "the person who created a SecretRotation is in the run and in its records, as claimed")
  void recordsWhoAsked() {
    world.createRun("by-hand");

    world.settle();

    var trigger = world.journal("by-hand").status().trigger();
    assertThat(trigger).isNotNull();
    assertThat(trigger.kind()).isEqualTo("SecretRotation");
    assertThat(trigger.actor()).isEqualTo("alice");
    assertThat(trigger.verification()).isEqualTo("Claimed");
    assertThat(world.recordsOf("by-hand"))
        .isNotEmpty()
        .allSatisfy(
            item ->
                assertThat(item.body())
                    .contains("\"username\":\"alice\"", "\"verification\":\"Claimed\"")
                    .contains("ticket 4711"));
  }

  @Test
  void aRunOfAPolicyOfAnotherInstallationIsLeftAlone() {
    world.cluster.serveElsewhere(POLICY);
    world.createRun("not-ours");

    world.turn();

    assertThat(world.run("not-ours").getStatus()).isNull();
  }

  private void turnUntil(String run, RotationPhase phase) {
    for (int turn = 0; turn < 20; turn++) {
      world.turn();
      world.clock.advance(Duration.ofSeconds(1));
      boolean exists =
          world.cluster.runs().stream()
              .anyMatch(found -> found.getMetadata().getName().equals(run));
      if (exists
          && world.journal(run).phase().filter(now -> now.compareTo(phase) >= 0).isPresent()) {
        return;
      }
    }
    throw new AssertionError("never came to " + phase);
  }

  private static String to(OutboxItem item) {
    String body = String.valueOf(item.body());
    int at = body.indexOf("\"to\":\"");
    return at < 0 ? "" : body.substring(at + 6, body.indexOf('"', at + 6));
  }

  @Test
  void nothingIsLeftToDoAfterwards() {
    world.request();
    world.settle();
    long quiet = world.cluster.resourceVersion();

    for (int turn = 0; turn < 5; turn++) {
      world.clock.advance(Duration.ofHours(1));
      world.turn();
    }

    assertThat(world.cluster.resourceVersion()).isEqualTo(quiet);
    assertThat(List.of(world.store.versionsMade(), world.store.everStaged().size()))
        .containsExactly(2, 1);
  }
}
