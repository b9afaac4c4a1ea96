package dev.keywright.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RefreshScheduleTest {
  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

  @Property
  void comesOncePerInterval(
      @ForAll String key,
      @ForAll @IntRange(min = 1, max = 86_400) int seconds,
      @ForAll @LongRange(min = 0, max = 4_102_444_800_000L) long millis) {
    Duration interval = Duration.ofSeconds(seconds);
    Instant now = Instant.ofEpochMilli(millis);
    Instant next = RefreshSchedule.next(key, interval, now);
    assertThat(next).isAfter(now).isBeforeOrEqualTo(now.plus(interval));
    assertThat(RefreshSchedule.next(key, interval, next)).isEqualTo(next.plus(interval));
    assertThat(RefreshSchedule.next(key, interval, next.minusMillis(1))).isEqualTo(next);
  }

  @Test
  @DisplayName("S37 refreshes of a thousand objects made together are spread over the interval")
  void spreadsObjects() {
    Duration interval = Duration.ofSeconds(100);
    List<Integer> perTenth = new ArrayList<>(List.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    for (int i = 0; i < 1000; i++) {
      Duration offset = RefreshSchedule.spread("secstore/vault shop/db-" + i, interval);
      int tenth = (int) (offset.toMillis() / 10_000);
      perTenth.set(tenth, perTenth.get(tenth) + 1);
    }
    assertThat(perTenth).allMatch(count -> count > 60 && count < 140);
  }

  @Test
  void keepsItsOffsetAcrossRestarts() {
    Duration interval = Duration.ofMinutes(5);
    assertThat(RefreshSchedule.next("key", interval, NOON))
        .isEqualTo(RefreshSchedule.next("key", interval, NOON.plusMillis(1)));
    assertThat(RefreshSchedule.spread("key", interval)).isEqualTo(Duration.ofMillis(220_496));
  }
}
