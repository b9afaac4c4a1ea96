package dev.keywright.rollout;

import static dev.keywright.rollout.RolloutFixtures.ANNOTATION;
import static dev.keywright.rollout.RolloutFixtures.NEW;
import static dev.keywright.rollout.RolloutFixtures.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.rollout.PodJudge.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodJudgeTest {
  private static final Instant PUBLISHED = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration KUBELET = Duration.ofMinutes(2);

  @ParameterizedTest(name = "restart {0}, {1}, {2}, on {3}, started {4}, Ready {5}, now {6}: {7}")
  @CsvSource({
    // restarted by us: the annotation, or a start a second after
    "true,  Deployment, ReadAtStart, new,  1, 3, 5, Counts",
    "true,  Deployment, ReadAtStart, old, -9, 3, 5, AwaitsRestart",
    "true,  Deployment, ReadAtStart, '',  -9, 3, 5, AwaitsRestart",
    "true,  Deployment, ReadAtStart, '',   0, 3, 5, AwaitsRestart",
    "true,  Deployment, ReadAtStart, '',   1, 3, 5, Counts",
    "true,  StatefulSet, Mounted,    '',  -9, 3, 999, AwaitsRestart",
    "true,  DaemonSet,  Mounted,     new, -9, 3, 5, Counts",
    // Ready, and a whole second of it; times are cut to seconds
    "true,  Deployment, ReadAtStart, new,  1, , 999, Unsettled",
    "true,  Deployment, ReadAtStart, new,  1, 3, 4, Unsettled",
    "true,  Deployment, ReadAtStart, new,   , 3, 5, Counts",
    // nobody restarts it: mounted files by the kubelet's bound, the rest by age
    "false, Deployment, Mounted,     '',  -9, -8, 119, AwaitsKubelet",
    "false, Deployment, Mounted,     '',  -9, -8, 120, Counts",
    "false, Deployment, Mounted,     '',   1, 3, 5, Counts",
    "false, Deployment, Mounted,     '',  -9, , 120, Unsettled",
    "false, Deployment, ReadAtStart, '',  -9, -8, 999, AwaitsItsOwner",
    "false, Deployment, ReadAtStart, '',   1, 3, 5, Counts",
    // what we cannot restart is waited for in both modes
    "true,  Job,        ReadAtStart, '',  -9, -8, 999, AwaitsItsOwner",
    "true,  Job,        ReadAtStart, '',   2, 3, 5, Counts",
    "true,  Pod,        Mounted,     '',  -9, -8, 119, AwaitsKubelet",
    "true,  Pod,        Mounted,     '',  -9, -8, 120, Counts",
    "true,  Pod,        ReadAtStart, '',    , , 999, AwaitsItsOwner",
  })
  void judges(
      boolean restart,
      String owner,
      SecretUse use,
      String on,
      @Nullable Long started,
      @Nullable Long ready,
      long now,
      Verdict verdict) {
    String revision = on.equals("new") ? NEW.id() : on.equals("old") ? OLD.id() : "";
    PodSighting pod =
        new PodSighting(
            "p", new PodOwner(owner, "o", "u"), revision, use, at(started), at(ready), "");
    ConsumerQuestion question = new ConsumerQuestion(ANNOTATION, NEW, PUBLISHED, restart);
    assertThat(new PodJudge(question, PUBLISHED.plusSeconds(now), KUBELET).judge(pod))
        .isEqualTo(verdict);
  }

  private static Optional<Instant> at(@Nullable Long second) {
    return Optional.ofNullable(second).map(PUBLISHED::plusSeconds);
  }
}
