package dev.keywright.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryDelaysTest {
  private static final Duration CAP = Duration.ofMinutes(10);

  @Property(tries = 300)
  void aWaitIsARandomPartOfATimeThatDoublesUpToTheCap(
      @ForAll long seed, @ForAll @IntRange(max = 100) int failures) {
    Duration wait = new RetryDelays(new Random(seed)).after(down(Optional.empty()), failures);

    long most = Math.min(CAP.toMillis(), 1000L << Math.min(failures, 20));
    assertThat(wait).isBetween(Duration.ofMillis(200), Duration.ofMillis(most));
  }

  @Test
  void runsThatFailedTogetherDoNotComeBackTogether() {
    RetryDelays delays = new RetryDelays(new Random(1));
    List<Duration> waits =
        IntStream.range(0, 100).mapToObj(run -> delays.after(down(Optional.empty()), 8)).toList();

    assertThat(waits.stream().distinct().count()).isGreaterThan(95);
    assertThat(waits.stream().mapToLong(Duration::toSeconds).average().orElse(0))
        .isBetween(90.0, 170.0);
  }

  @Test
  void theStoresWishIsKeptUpToTheCap() {
    RetryDelays delays = new RetryDelays(new Random(1));

    assertThat(delays.after(down(Optional.of(Duration.ofSeconds(90))), 0))
        .isEqualTo(Duration.ofSeconds(90));
    assertThat(delays.after(down(Optional.of(Duration.ofHours(5))), 0)).isEqualTo(CAP);
    assertThat(delays.after(down(Optional.of(Duration.ofMillis(1))), 0))
        .isGreaterThanOrEqualTo(Duration.ofMillis(200));
  }

  @Test
  void aRefusalIsLookedAtNowAndThen() {
    StepFailure denied = StepFailure.of(ProviderFailure.of(FailureKind.DENIED, "No."));

    assertThat(new RetryDelays(new Random(1)).after(denied, 0)).isEqualTo(CAP);
  }

  private static StepFailure down(Optional<Duration> retryAfter) {
    return StepFailure.of(new ProviderFailure(FailureKind.UNAVAILABLE, "Down.", retryAfter));
  }
}
