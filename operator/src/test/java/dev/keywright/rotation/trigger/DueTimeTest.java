package dev.keywright.rotation.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.PolicyRotationStatus;
import dev.keywright.api.v1alpha1.RotationSpec;
import dev.keywright.rotation.trigger.RunFacts.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DueTimeTest {
  private static final Duration OFTEN = Duration.ofMinutes(10);

  private final TriggerScene scene = new TriggerScene();

  @ParameterizedTest(name = "R18 a {1} daily slot in {2}, jitter {3}, runs once on {0}")
  @DisplayName("R18 a slot in a skipped or doubled hour runs once on that day")
  @CsvSource({
    "2026-03-29, 02:30, Europe/Berlin, 0s",
    "2026-03-29, 02:30, Europe/Berlin, 20m",
    "2026-10-25, 02:30, Europe/Berlin, 0s",
    "2026-10-25, 02:50, Europe/Berlin, 60m",
    "2026-10-25, 02:00, Europe/Berlin, 20m",
    "2026-03-08, 02:30, America/New_York, 20m",
    "2026-11-01, 01:30, America/New_York, 40m",
    "2026-06-01, 02:30, Europe/Berlin, 20m",
  })
  void runsOnceADay(String day, String time, String zone, String jitter) {
    String cron = time.substring(3) + " " + time.substring(0, 2) + " * * *";
    scene.spec = Optional.of(TriggerScene.daily(cron, zone, "1h", jitter));
    Instant start = Instant.parse(day + "T00:00:00Z").minus(Duration.ofHours(12));

    List<String> keys = walk(start, Duration.ofDays(2));

    assertThat(keys).hasSize(2).doesNotHaveDuplicates();
    assertThat(keys.stream().filter(key -> key.equals("slot:" + day + "T" + time))).hasSize(1);
  }

  @Test
  void aMissedSlotIsMadeUpForWithinItsWindowAndNotAfterIt() {
    scene.spec = Optional.of(TriggerScene.daily("0 3 * * *", "UTC", "1h", "0s"));

    scene.now = Instant.parse("2026-03-04T04:00:00Z");
    assertThat(scene.plan().start()).contains("slot:2026-03-04T03:00");
    scene.now = Instant.parse("2026-03-04T04:00:01Z");
    assertThat(scene.plan().start()).isEmpty();
    assertThat(next()).isEqualTo("2026-03-05T03:00:00Z");
  }

  @Test
  void severalMissedSlotsAreOneRun() {
    scene.spec = Optional.of(TriggerScene.daily("*/10 * * * *", "UTC", "2h", "0s"));
    scene.now = Instant.parse("2026-03-04T03:05:00Z");

    assertThat(scene.look().start()).contains("slot:2026-03-04T03:00");
    scene.finishAll();
    assertThat(scene.look().start()).isEmpty();
  }

  @Test
  void aShortPeriodIsNotStarvedByJitter() {
    scene.spec = Optional.of(TriggerScene.daily("*/5 * * * *", "UTC", "1h", "20m"));

    assertThat(walk(scene.now, Duration.ofHours(2))).hasSizeBetween(23, 25);
  }

  @Test
  void nothingIsDueDuringARun() {
    scene.spec = Optional.of(TriggerScene.daily("*/10 * * * *", "UTC", "1h", "0s"));
    scene.look();
    scene.move(scene.onlyRun(), Stage.UNDER_WAY);
    scene.now = scene.now.plus(Duration.ofMinutes(35));

    assertThat(scene.plan().start()).isEmpty();
    scene.finishAll();
    assertThat(scene.plan().start()).contains("slot:2026-03-04T12:30");
  }

  @Test
  void ageCountsFromTheMakingOfTheValueAndThenFromTheLastRotation() {
    scene.spec = Optional.of(TriggerScene.every("10d"));
    scene.value = known("2026-03-01T06:00:00Z");
    assertThat(scene.plan().start()).isEmpty();
    assertThat(next()).isEqualTo("2026-03-11T06:00:00Z");

    scene.now = Instant.parse("2026-03-11T06:00:00Z");
    assertThat(scene.look().start()).contains("slot:2026-03-11T06:00:00Z");
    scene.now = scene.now.plusSeconds(40);
    scene.finishAll();
    scene.look();
    assertThat(next()).isEqualTo("2026-03-21T06:00:40Z");
  }

  @Test
  @DisplayName("R15 a lost status does not make a value look old")
  void waitsUntilTheValueWasRead() {
    scene.spec = Optional.of(TriggerScene.every("30d"));
    scene.createdAt = Instant.parse("2020-01-01T00:00:00Z");
    scene.value = Optional.empty();

    assertThat(scene.plan().start()).isEmpty();
    assertThat(scene.plan().nextLook()).isLessThanOrEqualTo(Duration.ofSeconds(5));

    scene.value = known("2026-03-01T06:00:00Z");
    assertThat(scene.plan().start()).isEmpty();
    assertThat(next()).isEqualTo("2026-03-31T06:00:00Z");
  }

  @Test
  void aValueOfUnknownAgeCountsFromTheMakingOfThePolicy() {
    scene.spec = Optional.of(TriggerScene.every("100d"));
    scene.value = Optional.of(new TriggerObservation.Value(Optional.empty()));

    assertThat(next()).isEqualTo("2026-04-11T00:00:00Z");
  }

  @Test
  void aFailedRunIsTriedAgainAnHourLater() {
    scene.spec = Optional.of(TriggerScene.every("1d"));
    scene.look();
    scene.move(scene.onlyRun(), Stage.ENDED_WITHOUT_VALUE);

    scene.now = scene.now.plus(Duration.ofMinutes(59));
    assertThat(scene.plan().start()).isEmpty();
    scene.now = scene.now.plus(Duration.ofMinutes(1));
    assertThat(scene.plan().start()).isPresent();
  }

  @Test
  void aRunThatAPersonTookAwayIsMadeUpForOneAgeLater() {
    scene.spec = Optional.of(TriggerScene.every("7d"));
    scene.value = known("2026-02-25T12:00:00Z");
    scene.look();
    scene.move(scene.onlyRun(), Stage.UNDER_WAY);
    scene.look();
    scene.runs.clear();

    assertThat(scene.plan().start()).isEmpty();
    assertThat(next()).isEqualTo("2026-03-11T12:00:00Z");
    scene.now = Instant.parse("2026-03-11T12:00:00Z");
    assertThat(scene.plan().start()).contains("slot:2026-03-11T12:00:00Z");
  }

  @Test
  void aWindowThatIsNoDurationIsNamed() {
    scene.spec =
        Optional.of(new RotationSpec(null, "soon", null, null, null, null, null, null, Map.of()));

    assertThat(scene.plan().standing())
        .isInstanceOfSatisfying(
            TriggerPlan.Standing.Unfit.class,
            unfit -> assertThat(unfit.why()).contains("write for example 12h or 30d"));
  }

  /** Looks when asked to, and at least every ten minutes; every run is done at once. */
  private List<String> walk(Instant from, Duration length) {
    List<String> keys = new ArrayList<>();
    for (scene.now = from; scene.now.isBefore(from.plus(length)); ) {
      TriggerPlan plan = scene.look();
      plan.start().ifPresent(keys::add);
      scene.finishAll();
      Duration pause = plan.nextLook().compareTo(OFTEN) < 0 ? plan.nextLook() : OFTEN;
      scene.now = scene.now.plus(pause);
    }
    return keys;
  }

  private String next() {
    PolicyRotationStatus status = scene.plan().status();
    return status == null || status.nextRotationTime() == null
        ? "never"
        : status.nextRotationTime().toString();
  }

  private static Optional<TriggerObservation.Value> known(String madeAt) {
    return Optional.of(new TriggerObservation.Value(Optional.of(Instant.parse(madeAt))));
  }
}
