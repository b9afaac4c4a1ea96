package dev.keywright.rollout;

import static dev.keywright.rollout.RolloutFixtures.ANNOTATION;
import static dev.keywright.rollout.RolloutFixtures.NEW;
import static dev.keywright.rollout.RolloutFixtures.OLD;
import static dev.keywright.rollout.RolloutFixtures.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.keywright.rollout.Consumers.Consumer;
import dev.keywright.rollout.WorkloadRollout.Obstacle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsumerReportTest {
  private static final Instant PUBLISHED = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant NOW = PUBLISHED.plusSeconds(60);
  private static final Instant BEFORE = PUBLISHED.minusSeconds(60);
  private static final PodOwner DEPLOYMENT = new PodOwner("Deployment", "api", "");

  @Test
  void isObservedWhenEveryPodCountsAndTheRolloutIsComplete() {
    Consumer row = row(template(NEW.id(), 2, true, Obstacle.None), onNew("a"), onNew("b"));
    assertThat(row)
        .isEqualTo(new Consumer("Deployment", "api", "uid-api", NEW.id(), 2, 2, "Observed", ""));
    assertThat(row.isObserved()).isTrue();
  }

  @Test
  void waitsForTheRolloutEvenIfEveryLivePodCounts() {
    Consumer row = row(template(NEW.id(), 2, false, Obstacle.None), onNew("a"), onNew("b"));
    assertThat(row.state()).isEqualTo("Restarting");
    assertThat(row.isObserved()).isFalse();
  }

  @Test
  void waitsForPodsThatDoNotExistYet() {
    Consumer row = row(template(NEW.id(), 3, true, Obstacle.None), onNew("a"));
    assertThat(row.ready()).isEqualTo(1);
    assertThat(row.wanted()).isEqualTo(3);
    assertThat(row.isObserved()).isFalse();
  }

  @Test
  void oneOldPodIsEnoughToWait() {
    Consumer row = row(template(NEW.id(), 2, true, Obstacle.None), onNew("a"), onOld("b"));
    assertThat(row.state()).isEqualTo("Restarting");
    assertThat(row.ready()).isEqualTo(1);
  }

  @Test
  void zeroReplicasAreObserved() {
    Consumer row = row(template("", 0, true, Obstacle.None));
    assertThat(row)
        .isEqualTo(
            new Consumer("Deployment", "api", "uid-api", "", 0, 0, "Observed", "It has no pods."));
    assertThat(row.isObserved()).isTrue();
  }

  @Test
  void podsOutnumberADesireForNone() {
    assertThat(row(template("", 0, false, Obstacle.None), onOld("a")).isObserved()).isFalse();
  }

  @ParameterizedTest(name = "{0}, template on {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "None           | new | Restarting |",
        "None           | ''  | Waiting    | Its restart has not been asked for yet.",
        "Paused         | new | Paused     | It is paused: its pods move when it is resumed.",
        "Paused         | ''  | Paused     | It is paused: its pods move when it is resumed.",
        "OnDelete       | new | Waiting    | Its updateStrategy is OnDelete: each pod moves when it"
            + " is deleted.",
        "Partitioned    | new | Waiting    | Its rollingUpdate.partition keeps pods with lower"
            + " ordinals as they are.",
        "DeadlinePassed | new | Failing    | Its rollout made no progress within"
            + " progressDeadlineSeconds.",
        "PodsRefused    | new | Failing    | Its pods cannot be created: look for a quota or an"
            + " admission policy.",
      })
  void saysWhatHoldsItUp(
      Obstacle obstacle, String template, String state, @Nullable String detail) {
    Consumer row =
        row(template(template.equals("new") ? NEW.id() : "", 1, false, obstacle), onOld("a"));
    assertThat(row.state()).isEqualTo(state);
    assertThat(row.detail()).isEqualTo(detail == null ? "" : detail);
  }

  @Test
  void pausedAfterAllPodsMovedIsObserved() {
    assertThat(row(template(NEW.id(), 1, true, Obstacle.Paused), onNew("a")).isObserved()).isTrue();
  }

  @Test
  void namesAPodInTrouble() {
    PodSighting crashing =
        new PodSighting(
            "api-7",
            DEPLOYMENT,
            NEW.id(),
            SecretUse.ReadAtStart,
            Optional.of(NOW),
            Optional.empty(),
            "is in CrashLoopBackOff");
    Consumer row = row(template(NEW.id(), 2, false, Obstacle.None), onNew("a"), crashing);
    assertThat(row.state()).isEqualTo("Failing");
    assertThat(row.detail()).isEqualTo("Pod api-7 is in CrashLoopBackOff.");
  }

  @Test
  void withoutRestartsARolloutDoesNotMatter() {
    PodSighting mounted =
        new PodSighting(
            "a", DEPLOYMENT, "", SecretUse.Mounted, Optional.of(BEFORE), Optional.of(BEFORE), "");
    Workload paused = template("", 5, false, Obstacle.Paused);
    assertThat(report(false, PUBLISHED.plusSeconds(120)).of(List.of(paused), List.of(mounted)))
        .containsExactly(new Consumer("Deployment", "api", "uid-api", "", 1, 1, "Observed", ""));
    assertThat(report(false, NOW).of(List.of(paused), List.of(mounted)))
        .extracting(Consumer::state, Consumer::detail)
        .containsExactly(
            tuple("Waiting", "The kubelet may not have updated the mounted files yet."));
  }

  @Test
  void ownersWithoutATemplateInTheIndexHaveTheirRow() {
    PodSighting job = sighting("j-1", new PodOwner("Job", "nightly", "uid-j"), "", BEFORE);
    PodSighting bare = sighting("shell", new PodOwner("Pod", "shell", "uid-p"), "", NOW);
    PodSighting left = sighting("old-1", new PodOwner("Deployment", "left", ""), "", BEFORE);
    List<Consumer> rows = report(true, NOW.plusSeconds(9)).of(List.of(), List.of(job, bare, left));
    assertThat(rows)
        .containsExactly(
            new Consumer(
                "Deployment",
                "left",
                "",
                "",
                0,
                1,
                "Waiting",
                "Pod old-1 is of a template that no longer reads the Secret."),
            new Consumer(
                "Job",
                "nightly",
                "uid-j",
                "",
                0,
                1,
                "Waiting",
                "Pod j-1 read the Secret when it started and is not restarted by Keywright."),
            new Consumer("Pod", "shell", "uid-p", "", 1, 1, "Observed", ""));
  }

  private static Consumer row(Workload workload, PodSighting... pods) {
    List<Consumer> rows = report(true, NOW).of(List.of(workload), List.of(pods));
    assertThat(rows).hasSize(1);
    return rows.getFirst();
  }

  private static ConsumerReport report(boolean restart, Instant now) {
    ConsumerQuestion question = new ConsumerQuestion(ANNOTATION, NEW, PUBLISHED, restart);
    return new ConsumerReport(question, new PodJudge(question, now, Duration.ofMinutes(2)));
  }

  private static Workload template(
      String revision, int desired, boolean isComplete, Obstacle obstacle) {
    return workload(
        WorkloadKind.Deployment,
        BEFORE,
        revision,
        new WorkloadRollout(desired, isComplete, obstacle));
  }

  private static PodSighting onNew(String name) {
    return sighting(name, DEPLOYMENT, NEW.id(), PUBLISHED.plusSeconds(5));
  }

  private static PodSighting onOld(String name) {
    return sighting(name, DEPLOYMENT, OLD.id(), BEFORE);
  }

  private static PodSighting sighting(
      String name, PodOwner owner, String revision, Instant started) {
    return new PodSighting(
        name,
        owner,
        revision,
        SecretUse.ReadAtStart,
        Optional.of(started),
        Optional.of(started),
        "");
  }
}
