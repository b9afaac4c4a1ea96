package dev.keywright.sync;

import static dev.keywright.sync.Picture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.core.Reason;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("S44 permanent errors back off differently from transient ones")
class BackoffTest {
  @ParameterizedTest
  @CsvSource({
    "ProviderUnavailable, PT0S, PT1S",
    "ProviderUnavailable, PT2S, PT1S",
    "ProviderUnavailable, PT20S, PT10S",
    "ProviderUnavailable, PT24H, PT1M",
    "RateLimited, PT20S, PT10S",
    "StoreNotReady, PT20S, PT10S",
    "AccessDenied, PT0S, PT5S",
    "AccessDenied, PT20S, PT10S",
    "AccessDenied, PT24H, PT5M",
    "PathNotFound, PT24H, PT5M",
    "TargetConflict, PT24H, PT5M",
    "RecreateHeld, PT24H, PT5M",
    "InvalidSpec, PT0S, PT1H",
    "InvalidSpec, PT24H, PT1H",
  })
  @DisplayName("S44 half of the time that it has been failing, within bounds")
  void waitsHalfTheTimeThatItFails(Reason reason, Duration failing, Duration wait) {
    SyncObservation observed = Picture.synced().failing(reason, NOW.minus(failing)).take();
    assertThat(Backoff.after(observed, reason)).isEqualTo(wait);
  }

  @Test
  void beginsWithTheFirstFailure() {
    assertThat(Backoff.after(Picture.synced().take(), Reason.AccessDenied))
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(Backoff.after(Picture.fresh().take(), Reason.ProviderUnavailable))
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void survivesAClockThatStepsBack() {
    SyncObservation observed =
        Picture.synced().failing(Reason.AccessDenied, NOW.plusSeconds(3600)).take();
    assertThat(Backoff.after(observed, Reason.AccessDenied)).isEqualTo(Duration.ofSeconds(5));
  }
}
