package dev.keywright.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.core.StoreReference;
import dev.keywright.kube.StoreReach.Place;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreReachTest {
  private final StoreReach own = new StoreReach(StoreReference.namespaced("shop", "vault"));
  private final StoreReach shared = new StoreReach(StoreReference.cluster("vault"));

  @Test
  @DisplayName("S29 references of a SecretStore stay in its namespace and must not name one")
  void keepsANamespacedStoreAtHome() {
    assertThat(own.of("Secret", null, "token")).isEqualTo(new Place.Within("shop", "token"));
    assertThat(message(own, "bank", "token")).contains("must not set `namespace`");
    assertThat(message(own, "shop", "token")).contains("must not set `namespace`");
    assertThat(message(own, "", "token")).contains("must not set `namespace`");
  }

  @Test
  @DisplayName("S29 references of a ClusterSecretStore must name their namespace")
  void asksAClusterStoreForTheNamespace() {
    assertThat(shared.of("Secret", "bank", "token")).isEqualTo(new Place.Within("bank", "token"));
    assertThat(message(shared, null, "token")).contains("must set `namespace`");
    assertThat(message(shared, "", "token")).contains("does not name a namespace");
  }

  @ParameterizedTest(name = "S29 {0} is no name")
  @ValueSource(
      strings = {
        "../../bank/secrets/token",
        "a/b",
        "",
        "a?watch=1",
        "a%2fb",
        "A",
        "-a",
        "a.",
        "a..b"
      })
  void refusesWhatIsNoName(String text) {
    assertThat(own.of("Secret", null, text)).isInstanceOf(Place.Outside.class);
    assertThat(shared.of("Secret", text, "token")).isInstanceOf(Place.Outside.class);
  }

  @Test
  void limitsLengths() {
    assertThat(StoreReach.isName("a".repeat(253))).isTrue();
    assertThat(StoreReach.isName("a".repeat(254))).isFalse();
    assertThat(StoreReach.isNamespace("a".repeat(63))).isTrue();
    assertThat(StoreReach.isNamespace("a".repeat(64))).isFalse();
    assertThat(StoreReach.isNamespace("a.b")).isFalse();
    assertThat(StoreReach.isName("vault-token.v1")).isTrue();
  }

  private static String message(StoreReach reach, @Nullable String namespace, String name) {
    Place place = reach.of("Secret", namespace, name);
    assertThat(place).isInstanceOf(Place.Outside.class);
    return ((Place.Outside) place).failure().message();
  }
}
