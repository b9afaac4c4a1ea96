package dev.keywright.provider.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.core.SecretMaterial;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaultTokenTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "0, false, false",
    "59, false, false",
    "60, true, false",
    "81, true, true",
    "500, true, true"
  })
  void isDueAfterTwoThirdsAndSpentAfterNineTenths(long seconds, boolean due, boolean spent) {
    VaultToken token = token(Optional.of(Duration.ofSeconds(90)));

    assertThat(token.isDue(START.plusSeconds(seconds))).isEqualTo(due);
    assertThat(token.isSpent(START.plusSeconds(seconds))).isEqualTo(spent);
  }

  @Test
  void aTokenWithoutAnEndIsNeverDue() {
    Instant late = START.plus(Duration.ofDays(10_000));

    assertThat(token(Optional.empty()).isDue(late)).isFalse();
    assertThat(token(Optional.empty()).isSpent(late)).isFalse();
  }

  @Test
  void aRenewedTokenStartsAnew() {
    VaultToken renewed =
        token(Optional.of(Duration.ofSeconds(90)))
            .renewed(Duration.ofSeconds(30), START.plusSeconds(80));

    assertThat(renewed.isDue(START.plusSeconds(99))).isFalse();
    assertThat(renewed.isDue(START.plusSeconds(100))).isTrue();
    assertThat(renewed.loggedInAt()).isEqualTo(START);
  }

  @Test
  void isNeverPrinted() {
    assertThat(token(Optional.empty()).toString()).doesNotContain("hvs.secret");
  }

  private static VaultToken token(Optional<Duration> lease) {
    return new VaultToken(SecretMaterial.ofUtf8("hvs.secret"), true, true, lease, START, START);
  }
}
