package dev.keywright.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.core.ObjectKey;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected values are computed with Python's hashlib and uuid: names must never change. */
class RunNameTest {
  private static final String SLOT = "slot:2026-03-04T03:00";

  @ParameterizedTest
  @CsvSource({
    "orders-api, slot:2026-03-04T03:00, orders-api-437de0b3480f14b6",
    "orders.api, slot:2026-03-04T03:00, orders.api-928d5d316a773e43",
    "a-very-long-policy-name-of-forty-chars-..-and-more, request:x,"
        + " a-very-long-policy-name-of-forty-chars-abd472d5e11080b0",
  })
  void aCauseHasOneName(String policy, String key, String name) {
    assertThat(RunName.of(new ObjectKey("shop", policy), key)).isEqualTo(name);
  }

  @Test
  void anIdInAStoreHasNoDots() {
    assertThat(RunName.idOf(new ObjectKey("shop", "orders.api"), SLOT))
        .isEqualTo("orders-api-928d5d316a773e43");
  }

  @Test
  void aTokenIsANameBasedUuidOfTheAttempt() {
    ObjectKey policy = new ObjectKey("shop", "orders-api");

    assertThat(RunName.tokenOf("cluster/keywright", policy, SLOT, 1))
        .isEqualTo("f1c2a4c5-5e21-5ef0-9c49-a622cfabe260");
    assertThat(RunName.tokenOf("cluster/keywright", policy, SLOT, 2))
        .isEqualTo("4bce1838-3a4e-5250-8d1b-710601675ec4");
  }

  @Property(tries = 200)
  void namesAreValidAndDifferentForDifferentCauses(
      @ForAll @StringLength(min = 1, max = 200) @CharRange(from = 'a', to = 'z') String policy,
      @ForAll @StringLength(max = 60) String one,
      @ForAll @StringLength(max = 60) String other,
      @ForAll @IntRange(min = 1, max = 9) int attempt) {
    ObjectKey key = new ObjectKey("shop", policy);
    String name = RunName.of(key, one);

    assertThat(name).matches("[a-z0-9]([-a-z0-9.]*[a-z0-9])?").hasSizeLessThanOrEqualTo(57);
    assertThat(name.equals(RunName.of(key, other))).isEqualTo(one.equals(other));
    assertThat(RunName.of(new ObjectKey("other", policy), one)).isNotEqualTo(name);
    UUID token = UUID.fromString(RunName.tokenOf("i", key, one, attempt));
    assertThat(token.version()).isEqualTo(5);
    assertThat(token.variant()).isEqualTo(2);
  }
}
