package dev.keywright.rotation.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.PolicyRotationStatus;
import dev.keywright.api.v1alpha1.RequestState;
import dev.keywright.api.v1alpha1.RequestStatus;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.rotation.trigger.RunFacts.Stage;
import dev.keywright.rotation.trigger.TriggerPlan.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriggerPlannerTest {
  private static final String TOKEN = "2026-03-04T12:00:00Z";

  private final TriggerScene scene = new TriggerScene();

  @Test
  @DisplayName("R11 the same request, looked at 100 times, starts one run")
  void startsOneRunForOneRequest() {
    ask(TOKEN);
    for (int look = 0; look < 50; look++) {
      scene.look();
    }
    scene.finishAll();
    for (int look = 0; look < 50; look++) {
      scene.look();
    }

    assertThat(scene.runs).hasSize(1);
    assertThat(scene.requestState()).isEqualTo(RequestState.Done);
  }

  @Test
  @DisplayName("R11 a request whose run is gone, or whose status is lost, is not carried out again")
  void remembersWhatWasHandled() {
    ask(TOKEN);
    scene.look();
    scene.finishAll();
    scene.look();

    scene.lastRequest = null;
    assertThat(scene.plan().start()).isEmpty();

    scene.runs.clear();
    assertThat(scene.plan().start()).isEmpty();
    assertThat(scene.look().request())
        .extracting(RequestStatus::state, RequestStatus::reason)
        .containsExactly(RequestState.Done, "It was carried out before.");
  }

  @Test
  @DisplayName("R11 a request that is older than its policy is not for it")
  void ignoresARequestFromBeforeThePolicy() {
    ask(TOKEN);
    scene.createdAt = Instant.parse(TOKEN).plusSeconds(2);
    scene.now = scene.createdAt.plusSeconds(1);

    assertThat(scene.plan().start()).isEmpty();
    assertThat(scene.plan().request()).isNull();
  }

  @Test
  @DisplayName("R12 requests during a run become exactly one more run")
  void coalescesRequestsDuringARun() {
    ask(TOKEN);
    scene.look();
    String first = scene.onlyRun();
    scene.move(first, Stage.UNDER_WAY);

    for (int second = 1; second <= 3; second++) {
      scene.now = scene.now.plusSeconds(1);
      ask(scene.now.toString());
      scene.look();
      scene.look();
    }
    assertThat(scene.runs).hasSize(2);
    String further = scene.runs.getLast().name();
    assertThat(scene.requestState()).isEqualTo(RequestState.Waiting);

    scene.move(first, Stage.DONE);
    scene.look();
    scene.move(further, Stage.UNDER_WAY);
    scene.look();
    assertThat(scene.requestState()).isEqualTo(RequestState.Running);
    scene.move(further, Stage.DONE);
    scene.look();
    scene.look();

    assertThat(scene.runs).hasSize(2);
    assertThat(scene.requestState()).isEqualTo(RequestState.Done);
    assertThat(scene.lastRequest).extracting(RequestStatus::rotation).isEqualTo(further);
  }

  @Test
  void anotherRequestAfterARunIsAnotherRun() {
    ask(TOKEN);
    scene.look();
    scene.finishAll();
    scene.look();
    scene.now = scene.now.plusSeconds(1);
    ask(scene.now.toString());
    scene.look();

    assertThat(scene.runs).hasSize(2);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "soon, Refused, The request is not an RFC 3339 time.",
    "2026-02-24T11:59:59Z, Refused, The request is more than 7 days old.",
    "2026-03-04T12:05:01Z, Refused, The request is more than 5 minutes ahead",
    "2026-03-04T12:04:59Z, Waiting, The requested time is ahead.",
  })
  void tellsWhatIsWrongWithARequest(String token, RequestState state, String reason) {
    ask(token);

    TriggerPlan plan = scene.look();

    assertThat(plan.start()).isEmpty();
    assertThat(scene.requestState()).isEqualTo(state);
    assertThat(scene.lastRequest)
        .isNotNull()
        .extracting(RequestStatus::reason, InstanceOfAssertFactories.STRING)
        .startsWith(reason);
  }

  @Test
  void aRequestAheadOfTheClockStartsAtItsTime() {
    ask("2026-03-04T12:01:30Z");

    assertThat(scene.look().nextLook()).isEqualTo(Duration.ofSeconds(90));
    scene.now = scene.now.plusSeconds(90);
    assertThat(scene.look().start()).contains("request:2026-03-04T12:01:30Z");
  }

  @Test
  void anUnfitPolicyRefusesTheRequestAndStartsNothing() {
    ask(TOKEN);
    scene.unfit = Optional.of(new Diagnosis(Reason.InvalidSpec, "Name the path."));
    scene.spec = Optional.of(TriggerScene.every("1h"));

    TriggerPlan plan = scene.plan();

    assertThat(plan.start()).isEmpty();
    assertThat(plan.standing()).isEqualTo(new Standing.Unfit("Name the path."));
    assertThat(plan.request())
        .extracting(RequestStatus::state, RequestStatus::reason)
        .containsExactly(RequestState.Refused, "Name the path.");
  }

  @Test
  void aPolicyThatStopsRotatingGoesOnTellingOfTheRunUnderWay() {
    ask(TOKEN);
    scene.look();
    scene.move(scene.onlyRun(), Stage.UNDER_WAY);
    scene.spec = Optional.empty();
    scene.unfit = Optional.of(new Diagnosis(Reason.InvalidSpec, "Add spec.rotation."));

    TriggerPlan plan = scene.plan();

    assertThat(plan.standing()).isEqualTo(new Standing.Running(scene.onlyRun(), Optional.empty()));
    assertThat(plan.status())
        .isEqualTo(new PolicyRotationStatus(scene.onlyRun(), null, null, List.of(scene.onlyRun())));
  }

  @Test
  void nothingIsToldOfAPolicyThatNeverRotated() {
    scene.spec = Optional.empty();
    scene.unfit = Optional.of(new Diagnosis(Reason.InvalidSpec, "Add spec.rotation."));

    TriggerPlan plan = scene.plan();

    assertThat(plan.status()).isNull();
    assertThat(plan.request()).isNull();
    assertThat(plan.standing()).isEqualTo(new Standing.Absent());
  }

  @Test
  void aHeldRunIsVisibleBeforeItHasBegun() {
    ask(TOKEN);
    scene.look();
    scene.move(scene.onlyRun(), Stage.QUEUED, Optional.of("The slot is taken."));

    TriggerPlan plan = scene.plan();

    assertThat(plan.standing())
        .isEqualTo(new Standing.Running(scene.onlyRun(), Optional.of("The slot is taken.")));
    assertThat(plan.request())
        .extracting(RequestStatus::state, RequestStatus::reason)
        .containsExactly(RequestState.Waiting, "The slot is taken.");
  }

  @Test
  void aRunThatEndedWithoutAValueIsVisibleUntilAnotherIsDone() {
    ask(TOKEN);
    scene.look();
    scene.move(scene.onlyRun(), Stage.ENDED_WITHOUT_VALUE, Optional.of("Too late."));

    assertThat(scene.look().standing())
        .isEqualTo(new Standing.Failed(scene.onlyRun(), "Too late."));
    assertThat(scene.requestState()).isEqualTo(RequestState.Refused);

    scene.now = scene.now.plusSeconds(60);
    ask(scene.now.toString());
    scene.look();
    scene.finishAll();
    assertThat(scene.plan().standing()).isEqualTo(new Standing.Resting());
  }

  @Test
  void nothingStartsByItselfAfterAQuarantineButAPersonMayAsk() {
    scene.spec = Optional.of(TriggerScene.every("1h"));
    scene.look();
    scene.move(scene.onlyRun(), Stage.QUARANTINED, Optional.of("Look at it."));
    scene.now = scene.now.plus(Duration.ofDays(30));

    assertThat(scene.plan().start()).isEmpty();
    assertThat(scene.plan().standing())
        .isEqualTo(new Standing.Quarantined(scene.onlyRun(), "Look at it."));

    ask(scene.now.toString());
    assertThat(scene.plan().start()).contains("request:" + scene.now);
  }

  @Test
  @DisplayName("S25 with any number of runs the names that were handled stay the same")
  void tellsTheSameNamesEachTime() {
    List<String> gone = new ArrayList<>();
    for (int number = 0; number < 10; number++) {
      gone.add("gone-" + number);
    }
    scene.status = new PolicyRotationStatus(null, null, null, gone);
    for (int number = 0; number < 60; number++) {
      scene.now = scene.now.plusSeconds(1);
      scene.addByHand("run-" + number);
      scene.finishAll();
    }

    scene.look();
    PolicyRotationStatus first = scene.status;
    scene.look();

    assertThat(scene.status).isEqualTo(first);
    assertThat(first).isNotNull();
    assertThat(first.handled()).hasSize(50).contains("run-59").doesNotContain("run-9");
  }

  @Test
  void aRunThatIsOnlyQueuedIsNotHandledYet() {
    scene.addByHand("by-hand");

    assertThat(scene.plan().status())
        .isEqualTo(new PolicyRotationStatus("by-hand", null, null, null));
  }

  @Test
  void aRefusedCreationIsToldAndTriedAgain() {
    ask(TOKEN);
    Diagnosis why = new Diagnosis(Reason.RotationFailed, "See the rights.");

    TriggerPlan blocked = TriggerPlanner.blocked(scene.plan(), why);

    assertThat(blocked.standing()).isEqualTo(new Standing.Blocked("See the rights."));
    assertThat(blocked.request())
        .extracting(RequestStatus::state, RequestStatus::reason)
        .containsExactly(RequestState.Waiting, "See the rights.");
    scene.lastRequest = blocked.request();
    assertThat(scene.plan().start()).isPresent();
  }

  private void ask(String token) {
    scene.token = Optional.of(token);
  }
}
