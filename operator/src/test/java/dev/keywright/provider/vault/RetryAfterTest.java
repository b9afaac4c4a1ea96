package dev.keywright.provider.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private final RetryAfter retryAfter =
      new RetryAfter(InstantSource.fixed(Instant.parse("2026-11-23T10:00:00Z")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0",
        "7 | 7",
        "' 30 ' | 30",
        "999999999 | 3600",
        "Mon, 23 Nov 2026 10:00:05 GMT | 5",
        "Mon, 23 Nov 2026 09:00:00 GMT | 0",
        "Mon, 23 Nov 2037 10:00:00 GMT | 3600"
      })
  void readsSecondsAndDatesWithinAnHour(String header, long seconds) {
    assertThat(retryAfter.of(header)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999999999999", "23 Nov"})
  void ignoresWhatItCannotRead(String header) {
    assertThat(retryAfter.of(header)).isEmpty();
  }

  @Test
  void neverWaitsMoreThanAnHour() {
    assertThat(retryAfter.of("3601")).contains(Duration.ofHours(1));
  }
}
