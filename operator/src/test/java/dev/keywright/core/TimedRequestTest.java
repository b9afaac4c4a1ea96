package dev.keywright.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimedRequestTest {
  private static final String ANNOTATION = "keywright.dev/sync-requested-at";
  private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
  private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
  private static final String ASKED = "2026-03-04T11:59:58Z";

  @ParameterizedTest
  @CsvSource({
    "2026-03-04T12:00:00Z, Due",
    "2026-03-04T13:00:00+01:00, Due",
    "2026-03-04T12:00:00.001Z, Later",
    "2026-03-04T12:05:00Z, Later",
    "2026-03-04T12:05:00.001Z, Refused",
    "2026-02-25T12:00:00Z, Due",
    "2026-02-25T11:59:59Z, Refused",
  })
  void countsWithinSevenDaysAndFiveMinutes(String token, String verdict) {
    assertThat(judge(token, Optional.empty()).getClass().getSimpleName()).isEqualTo(verdict);
  }

  @Test
  void waitsForARequestAhead() {
    assertThat(judge("2026-03-04T12:03:00Z", Optional.empty()))
        .isEqualTo(
            new TimedRequest.Later("2026-03-04T12:03:00Z", Instant.parse("2026-03-04T12:03:00Z")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "now", "1772625600", "2026-03-04", "2026-03-04T12:00:00"})
  void namesTheWayOutOfAMalformedOne(String token) {
    TimedRequest.Refused refused = (TimedRequest.Refused) judge(token, Optional.empty());
    assertThat(refused.token()).isEqualTo(token);
    assertThat(refused.why())
        .startsWith("The request is not an RFC 3339 time. Ask again: kubectl annotate")
        .contains(ANNOTATION);
  }

  @Test
  @DisplayName("R11 a request that was handled is never due again")
  void isActedOnOnce() {
    assertThat(judge(ASKED, last(ASKED, true))).isEqualTo(new TimedRequest.None());
    assertThat(judge(ASKED, last(ASKED, false))).isEqualTo(new TimedRequest.Due(ASKED));
  }

  @Test
  void goingBackDoesNothing() {
    assertThat(judge("2026-03-04T11:00:00Z", last(ASKED, true))).isEqualTo(new TimedRequest.None());
    assertThat(judge("2026-03-04T12:59:58+01:00", last(ASKED, true)))
        .isEqualTo(new TimedRequest.None());
    assertThat(judge("2026-03-04T11:59:59Z", last(ASKED, true)))
        .isInstanceOf(TimedRequest.Due.class);
    assertThat(judge("2026-03-04T11:59:59Z", last("garbage", true)))
        .isInstanceOf(TimedRequest.Due.class);
  }

  @Test
  void removingItDoesNothing() {
    assertThat(TimedRequest.judge(ANNOTATION, Optional.empty(), last(ASKED, true), CREATED, NOW))
        .isEqualTo(new TimedRequest.None());
  }

  @Test
  @DisplayName("R11 a request older than the object was for its earlier life")
  void isNotForAnEarlierLife() {
    Instant reborn = NOW.minusSeconds(1);
    assertThat(TimedRequest.judge(ANNOTATION, Optional.of(ASKED), Optional.empty(), reborn, NOW))
        .isEqualTo(new TimedRequest.Due(ASKED));
    assertThat(
            TimedRequest.judge(
                ANNOTATION, Optional.of(ASKED), Optional.empty(), reborn.plusSeconds(1), NOW))
        .isEqualTo(new TimedRequest.None());
  }

  @Property
  void becomesDueOnceAtMost(@ForAll @IntRange(min = -604_800, max = 300) int seconds) {
    String token = NOW.plusSeconds(seconds).toString();
    Instant after = NOW.plus(Duration.ofMinutes(6));
    TimedRequest then =
        TimedRequest.judge(ANNOTATION, Optional.of(token), Optional.empty(), CREATED, after);
    assertThat(then).isInstanceOfAny(TimedRequest.Due.class, TimedRequest.Refused.class);
    assertThat(
            TimedRequest.judge(ANNOTATION, Optional.of(token), last(token, true), CREATED, after))
        .isEqualTo(new TimedRequest.None());
  }

  private static TimedRequest judge(String token, Optional<TimedRequest.Last> last) {
    return TimedRequest.judge(ANNOTATION, Optional.of(token), last, CREATED, NOW);
  }

  private static Optional<TimedRequest.Last> last(String token, boolean isSettled) {
    return Optional.of(new TimedRequest.Last(token, isSettled));
  }
}
