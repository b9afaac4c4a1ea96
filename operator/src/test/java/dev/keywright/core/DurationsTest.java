package dev.keywright.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "90s, PT1M30S",
    "1h30m, PT1H30M",
    "30d, P30D",
    "1d1h1m1s, P1DT1H1M1S",
    "0s, PT0S",
    "999999d, P999999D",
  })
  void reads(String text, Duration duration) {
    assertThat(Durations.parse(text)).contains(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "5 m", "m", "1m1h", "1.5h", "-1s", "1h ", "5ms", "PT5M", "1000000s"})
  void refusesOtherForms(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  @Property
  void addsUpItsParts(
      @ForAll @IntRange(min = 0, max = 999_999) int days,
      @ForAll @IntRange(min = 0, max = 999_999) int hours,
      @ForAll @IntRange(min = 0, max = 999_999) int seconds) {
    assertThat(Durations.parse("%dd%dh%ds".formatted(days, hours, seconds)))
        .contains(Duration.ofDays(days).plusHours(hours).plusSeconds(seconds));
  }
}
