package dev.keywright.rotation.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keywright.rotation.trigger.Schedule.Slot;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  /** Local start, first instant, and the instants just before and after it. */
  @ParameterizedTest(name = "{0} in {1}: slot {2} starts at {3}")
  @CsvSource({
    "30 2 * * *, Europe/Berlin, 2026-03-28T02:30, 2026-03-28T01:30:00Z",
    "30 2 * * *, Europe/Berlin, 2026-03-29T02:30, 2026-03-29T01:00:00Z",
    "30 2 * * *, Europe/Berlin, 2026-10-25T02:30, 2026-10-25T00:30:00Z",
    "30 2 * * *, Europe/Berlin, 2026-10-26T02:30, 2026-10-26T01:30:00Z",
    "0 3 * * *, Europe/Berlin, 2026-10-25T03:00, 2026-10-25T02:00:00Z",
    "30 2 * * *, America/New_York, 2026-03-08T02:30, 2026-03-08T07:00:00Z",
    "30 1 * * *, America/New_York, 2026-11-01T01:30, 2026-11-01T05:30:00Z",
    "15 2 * * *, Australia/Lord_Howe, 2026-10-04T02:15, 2026-10-03T15:30:00Z",
    "45 1 * * *, Australia/Lord_Howe, 2026-04-05T01:45, 2026-04-04T14:45:00Z",
    "0 3 * * SUN, UTC, 2026-03-29T03:00, 2026-03-29T03:00:00Z",
    "0 12 * * *, Asia/Kathmandu, 2026-03-29T12:00, 2026-03-29T06:15:00Z",
    "@daily, Europe/Berlin, 2026-03-29T00:00, 2026-03-28T23:00:00Z",
    "@hourly, UTC, 2026-03-29T04:00, 2026-03-29T04:00:00Z",
  })
  void slotsAreNamedByTheirLocalStart(
      String cron, String zone, LocalDateTime local, Instant start) {
    Schedule schedule = Schedule.parse(cron, zone, "1h", "0s", "salt");

    assertThat(schedule.last(LONG_AGO, start).map(Slot::local)).contains(local);
    assertThat(schedule.last(LONG_AGO, start).map(Slot::from)).contains(start);
    assertThat(schedule.last(LONG_AGO, start.minusMillis(1)).map(Slot::local))
        .isNotEqualTo(Optional.of(local));
    assertThat(schedule.next(start.minusMillis(1)).map(Slot::local)).contains(local);
    assertThat(schedule.next(start).map(Slot::local)).isNotEqualTo(Optional.of(local));
  }

  @Test
  void aSlotOfADoubledHourStaysTheLastOneWhileTheClockShowsThatHourAgain() {
    Schedule schedule = Schedule.parse("50 2 * * *", "Europe/Berlin", "1h", "0s", "salt");
    Instant secondTen = Instant.parse("2026-10-25T01:10:00Z");

    assertThat(schedule.last(LONG_AGO, secondTen).map(Slot::local))
        .contains(LocalDateTime.parse("2026-10-25T02:50"));
    assertThat(schedule.next(secondTen).map(Slot::local))
        .contains(LocalDateTime.parse("2026-10-26T02:50"));
  }

  @Test
  void aSlotBeforeThePolicyWasMadeIsNotForIt() {
    Schedule schedule = Schedule.parse("0 3 * * *", null, null, "0s", "salt");
    Instant three = Instant.parse("2026-03-04T03:00:00Z");

    assertThat(schedule.last(three, three.plusSeconds(60))).isEmpty();
    assertThat(schedule.last(three.minusSeconds(1), three.plusSeconds(60))).isPresent();
  }

  @Property(tries = 300)
  void jitterStaysInsideWindowAndPeriodAndIsTheSameEachTime(
      @ForAll @IntRange(min = 1, max = 120) int window,
      @ForAll @IntRange(max = 120) int jitter,
      @ForAll @IntRange(min = 1, max = 59) int period,
      @ForAll @LongRange(min = 1_700_000_000, max = 1_900_000_000) long second,
      @ForAll String salt) {
    Instant now = Instant.ofEpochSecond(second);
    Schedule schedule =
        Schedule.parse("*/" + period + " * * * *", null, window + "m", jitter + "m", salt);

    Slot slot = schedule.last(LONG_AGO, now).orElseThrow();
    Slot next = schedule.next(now).orElseThrow();

    assertThat(slot.from()).isBetween(slot.until().minus(Duration.ofMinutes(window)), slot.until());
    assertThat(slot.from()).isBefore(next.until().minus(Duration.ofMinutes(window)).plusMillis(1));
    assertThat(schedule.last(LONG_AGO, now)).contains(slot);
    assertThat(next.local()).isAfter(slot.local());
  }

  @Property(tries = 300)
  void noSlotIsLostBetweenLastAndNext(
      @ForAll @LongRange(min = 1_700_000_000, max = 1_900_000_000) long second) {
    Instant now = Instant.ofEpochSecond(second);
    Schedule schedule = Schedule.parse("7,33 * * * *", "America/New_York", "1h", "0s", "salt");

    Slot next = schedule.next(now).orElseThrow();

    assertThat(schedule.last(LONG_AGO, next.from())).contains(next);
    assertThat(next.from()).isAfter(now);
  }

  @Test
  void differentPoliciesGetDifferentJitter() {
    Instant now = Instant.parse("2026-03-04T03:30:00Z");
    long distinct =
        IntStream.range(0, 100)
            .mapToObj(uid -> Schedule.parse("0 3 * * *", null, null, null, "uid-" + uid))
            .map(schedule -> schedule.last(LONG_AGO, now).orElseThrow().from())
            .distinct()
            .count();

    assertThat(distinct).isGreaterThan(95);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0 3 * *", "61 3 * * *", "0 3 * * FOO", "0 0 3 * * *", "@often"})
  void aMalformedScheduleIsNamedWithTheWayOut(String cron) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.parse(cron, null, null, null, "salt"))
        .withMessageStartingWith("rotation.schedule is not a cron schedule of five fields")
        .withMessageContaining("0 3 * * SUN");
  }

  @ParameterizedTest
  @CsvSource({
    "Mars/Phobos, , , rotation.timeZone is not an IANA time zone",
    ", 1 hour, , rotation.window is not a duration",
    ", , soon, rotation.jitter is not a duration",
  })
  void aMalformedFieldIsNamedWithTheWayOut(
      @Nullable String zone, @Nullable String window, @Nullable String jitter, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.parse("0 3 * * *", zone, window, jitter, "salt"))
        .withMessageStartingWith(message)
        .withMessageContaining("write for example");
  }
}
