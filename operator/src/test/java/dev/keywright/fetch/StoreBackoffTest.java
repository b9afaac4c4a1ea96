package dev.keywright.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.fetch.Fetcher.Urgency;
import dev.keywright.fetch.StoreBackoff.Admission;
import dev.keywright.fetch.StoreBackoff.Outcome;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.testkit.MutableClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StoreBackoffTest {
  private static final Optional<ProviderFailure> DOWN =
      Optional.of(ProviderFailure.of(FailureKind.UNAVAILABLE, "The store does not answer."));

  private final MutableClock clock = MutableClock.atNoon();
  private final StoreBackoff backoff = new StoreBackoff(clock, "uid-1");

  @Test
  void letsEverythingOutWhileTheStoreAnswers() {
    assertThat(backoff.admit(Urgency.REFRESH)).isInstanceOf(Admission.Go.class);
    assertThat(backoff.admit(Urgency.REFRESH)).isInstanceOf(Admission.Go.class);
    assertThat(backoff.holds(Urgency.REFRESH)).isEmpty();
  }

  @Test
  @DisplayName("S37 after a failure one probe at a time goes out, ever more rarely, up to 10 s")
  void probesEverMoreRarely() {
    fail(go(Urgency.REFRESH), DOWN);
    Duration last = Duration.ZERO;
    for (int i = 0; i < 8; i++) {
      Duration wait =
          backoff.holds(Urgency.REFRESH).flatMap(ProviderFailure::retryAfter).orElseThrow();
      assertThat(wait).isBetween(Duration.ofMillis(500), StoreBackoff.LONGEST);
      last = wait;
      clock.advance(wait);
      long probe = go(Urgency.REFRESH);
      assertThat(backoff.admit(Urgency.REFRESH)).isInstanceOf(Admission.Wait.class);
      fail(probe, DOWN);
    }
    assertThat(last).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void endsWithAnyAnswer() {
    fail(go(Urgency.REFRESH), DOWN);
    clock.advance(Duration.ofSeconds(1));
    assertThat(backoff.report(go(Urgency.REFRESH), Outcome.ANSWERED, Optional.empty())).isTrue();
    assertThat(backoff.holds(Urgency.REFRESH)).isEmpty();
    assertThat(backoff.report(go(Urgency.REFRESH), Outcome.ANSWERED, Optional.empty())).isFalse();
  }

  @Test
  void countsCallsThatFailTogetherOnce() {
    long first = go(Urgency.REFRESH);
    long second = go(Urgency.REFRESH);
    fail(first, DOWN);
    fail(second, DOWN);
    clock.advance(Duration.ofSeconds(1));
    assertThat(backoff.admit(Urgency.REFRESH)).isInstanceOf(Admission.Go.class);
  }

  @Test
  @DisplayName("S37 a wish of the store's how long to wait is honoured by everybody")
  void honoursRetryAfter() {
    fail(
        go(Urgency.REFRESH),
        Optional.of(
            new ProviderFailure(
                FailureKind.THROTTLED, "Slow down.", Optional.of(Duration.ofSeconds(30)))));
    clock.advance(Duration.ofSeconds(29));
    assertThat(backoff.admit(Urgency.FORCED)).isInstanceOf(Admission.Wait.class);
    assertThat(backoff.admit(Urgency.REFRESH)).isInstanceOf(Admission.Wait.class);
    clock.advance(Duration.ofSeconds(1));
    assertThat(backoff.admit(Urgency.REFRESH)).isInstanceOf(Admission.Go.class);
  }

  @Test
  @DisplayName("S24 somebody who waits may probe a second after the last failure")
  void letsForcedWorkProbeSooner() {
    for (int i = 0; i < 6; i++) {
      clock.advance(StoreBackoff.LONGEST);
      fail(go(Urgency.REFRESH), DOWN);
    }
    assertThat(backoff.admit(Urgency.FORCED)).isInstanceOf(Admission.Wait.class);
    clock.advance(Duration.ofSeconds(1));
    assertThat(backoff.holds(Urgency.REFRESH)).isPresent();
    assertThat(backoff.admit(Urgency.FORCED)).isInstanceOf(Admission.Go.class);
    assertThat(backoff.admit(Urgency.FORCED)).isInstanceOf(Admission.Wait.class);
  }

  @Test
  void keepsTheMessageOfTheLastFailureSoThatStatusDoesNotChange() {
    fail(go(Urgency.REFRESH), DOWN);
    assertThat(backoff.holds(Urgency.REFRESH).orElseThrow().message())
        .isEqualTo(DOWN.orElseThrow().message());
  }

  @Test
  void letsAnotherProbeOutWhenOneSaidNothing() {
    fail(go(Urgency.REFRESH), DOWN);
    clock.advance(Duration.ofSeconds(1));
    backoff.report(go(Urgency.REFRESH), Outcome.NOTHING, Optional.empty());
    assertThat(backoff.admit(Urgency.REFRESH)).isInstanceOf(Admission.Go.class);
  }

  private long go(Urgency urgency) {
    Admission admission = backoff.admit(urgency);
    assertThat(admission).isInstanceOf(Admission.Go.class);
    return ((Admission.Go) admission).round();
  }

  private void fail(long round, Optional<ProviderFailure> failure) {
    backoff.report(round, Outcome.FAILED, failure);
  }
}
