package dev.keywright.e2e.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keywright.contract.FakeCredentials;
import dev.keywright.e2e.junit.RealService;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.provider.spi.CheckResult;
import dev.keywright.provider.spi.CheckResult.Capability;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ReadRequest;
import dev.keywright.provider.spi.ReadResult;
import dev.keywright.provider.spi.SecretKeyReference;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.SecretProvider;
import dev.keywright.provider.spi.VersionedWriter;
import dev.keywright.provider.vault.VaultSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The login of a Vault store: what Vault itself saw of it. Counts logins in the request log of the
 * shared Vault, so nobody else may log in meanwhile.
 */
@Isolated
@RealService(Component.VAULT)
class VaultLoginIT {
  private static final SecretKeyReference TOKEN =
      new SecretKeyReference("vault-token", "token", null);

  private final VaultAdmin vault;
  private final VaultStore store;
  private final VaultAuditLog audit;
  private final String loginPath;

  VaultLoginIT(RealComponents components, @TempDir Path directory) throws IOException {
    vault = VaultAdmin.of(components);
    store = new VaultStore(vault, "kv-", 2);
    audit = new VaultAuditLog(vault, directory);
    loginPath = "auth/" + store.authMount() + "/login";
  }

  private SecretPath path = SecretPath.of("unset");

  @BeforeEach
  void seed() {
    path = store.freshPath("orders-db");
    store.put(path, Map.of("password", "correct horse"));
  }

  @AfterEach
  void stop() {
    audit.close();
    store.close();
  }

  @Test
  void checkNamesMountRoleAndPoliciesOfAJwtLogin() {
    try (SecretProvider provider = store.open()) {
      assertThat(provider.check())
          .isEqualTo(
              new CheckResult.Ready(
                  store.authMount() + "/orders (policies: " + store.policy() + ")",
                  Set.of(Capability.READ, Capability.ROTATE)));
    }
  }

  @Test
  @DisplayName("S33 a hundred reads by many threads share one login, which close revokes")
  void manyReadsShareOneLogin() throws InterruptedException, ExecutionException {
    try (SecretProvider provider = store.open()) {
      readByManyThreads(provider, 100);
    }

    assertThat(audit.requestsFor(loginPath)).isEqualTo(1);
    assertThat(audit.requestsFor("auth/token/revoke-self")).isEqualTo(1);
    assertThat(audit.requestsFor(store.data(path))).isEqualTo(101); // with the seeding
  }

  @Test
  @DisplayName("S33 a token that somebody revoked is replaced by one new login, for all threads")
  void aRevokedTokenIsReplacedOnce() throws InterruptedException, ExecutionException {
    try (SecretProvider provider = store.open()) {
      assertThat(read(provider)).isInstanceOf(ReadResult.Found.class);
      store.revokeLogins();

      readByManyThreads(provider, 40);
    }
    assertThat(audit.requestsFor(loginPath)).isEqualTo(2);
  }

  @Test
  @DisplayName("S33 a 403 for a path does not log in again and again")
  void aForbiddenPathDoesNotCauseLogins() {
    SecretPath forbidden = SecretPath.of("elsewhere/secret");
    try (SecretProvider provider = store.open()) {
      for (int i = 0; i < 10; i++) {
        assertFailed(provider.read(ReadRequest.current(forbidden)), FailureKind.DENIED);
      }
    }
    assertThat(audit.requestsFor(loginPath)).isEqualTo(1);
  }

  @Test
  @DisplayName("S33 a short token is renewed before it ends and replaced when it cannot be renewed")
  void aShortTokenIsRenewedAndThenReplaced() {
    store.role("short", VaultStore.ORDERS, store.policy(), "3s", "6s");
    try (SecretProvider provider = store.openAs("short")) {
      await()
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> {
                assertThat(read(provider)).isInstanceOf(ReadResult.Found.class);
                return audit.requestsFor(loginPath) >= 2;
              });
      assertThat(audit.requestsFor("auth/token/renew-self")).isPositive();
      assertThat(read(provider)).isInstanceOf(ReadResult.Found.class);
    }
    assertThat(store.liveLogins()).hasValue(0);
  }

  @Test
  @DisplayName("S33 a token of a batch role, which cannot be renewed, is replaced in time")
  void aTokenThatCannotBeRenewedIsReplaced() {
    store.role("batch", VaultStore.ORDERS, store.policy(), "2s", "2s");
    vault.put(
        "auth/" + store.authMount() + "/role/batch",
        VaultAdmin.text(
            Map.of(
                "role_type", "jwt",
                "user_claim", "sub",
                "bound_audiences", "vault",
                "bound_subject", ServiceAccountTokens.subject(VaultStore.ORDERS),
                "token_policies", store.policy(),
                "token_type", "batch",
                "token_ttl", "2s")));
    try (SecretProvider provider = store.openAs("batch")) {
      await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> {
                assertThat(read(provider)).isInstanceOf(ReadResult.Found.class);
                return audit.requestsFor(loginPath) >= 3;
              });
    }
  }

  @Test
  void aGivenTokenIsUsedAndNeverRevoked() {
    String token = store.makeToken("1h");
    FakeCredentials credentials =
        new FakeCredentials().withSecret(TOKEN.name(), TOKEN.key(), token + "\n");

    try (SecretProvider provider = store.open(tokenAuth(), credentials)) {
      assertThat(provider.check())
          .isEqualTo(
              new CheckResult.Ready(
                  "token/token-given (policies: " + store.policy() + ")",
                  Set.of(Capability.READ, Capability.ROTATE)));
      assertThat(read(provider)).isInstanceOf(ReadResult.Found.class);
    }

    assertThat(vault.call("auth/token/lookup", "{\"token\":\"" + token + "\"}").code())
        .isEqualTo(200);
  }

  @Test
  void aGivenTokenThatWasReplacedInItsSecretIsPickedUp() {
    FakeCredentials credentials =
        new FakeCredentials().withSecret(TOKEN.name(), TOKEN.key(), store.makeToken("1h"));
    try (SecretProvider provider = store.open(tokenAuth(), credentials)) {
      assertThat(read(provider)).isInstanceOf(ReadResult.Found.class);
      store.revokeLogins();
      assertFailed(read(provider), FailureKind.DENIED);

      credentials.withSecret(TOKEN.name(), TOKEN.key(), store.makeToken("1h"));

      assertThat(read(provider)).isInstanceOf(ReadResult.Found.class);
    }
  }

  @Test
  void aWrongTokenIsDeniedAndNeverShown() {
    FakeCredentials credentials =
        new FakeCredentials().withSecret(TOKEN.name(), TOKEN.key(), "hvs.not-a-token-of-ours");
    try (SecretProvider provider = store.open(tokenAuth(), credentials)) {
      assertFailed(provider.check(), FailureKind.DENIED);
      assertThat(provider.check().toString())
          .contains("vault-token")
          .doesNotContain("not-a-token-of-ours");
    }
  }

  @Test
  void aMissingTokenSecretIsWhatTheCredentialSourceSays() {
    try (SecretProvider provider = store.open(tokenAuth(), new FakeCredentials())) {
      assertFailed(provider.check(), FailureKind.INVALID);
    }
  }

  @Test
  void aRoleThatDoesNotExistIsDeniedWithTheSettingsToCheck() {
    try (SecretProvider provider = store.openAs("nobody")) {
      CheckResult result = provider.check();
      assertFailed(result, FailureKind.DENIED);
      assertThat(result.toString()).contains("role nobody", store.authMount(), "audience");
    }
  }

  @Test
  void aWrongAudienceIsDenied() {
    VaultSettings.Auth auth =
        VaultSettings.Auth.byJwt(
            new VaultSettings.JwtAuth(
                "orders", store.authMount(), VaultStore.ORDERS, List.of("elsewhere")));
    try (SecretProvider provider =
        store.open(auth, new FakeCredentials().withTokens(store.tokens()))) {
      assertFailed(provider.check(), FailureKind.DENIED);
    }
  }

  @Test
  void rotationUsesTheSameLogin() {
    try (SecretProvider provider = store.open()) {
      assertThat(read(provider)).isInstanceOf(ReadResult.Found.class);
      VersionedWriter writer = provider.capability(VersionedWriter.class).orElseThrow();
      writer.pending(path);
    }
    assertThat(audit.requestsFor(loginPath)).isEqualTo(1);
  }

  private ReadResult read(SecretProvider provider) {
    return provider.read(ReadRequest.current(path));
  }

  private void readByManyThreads(SecretProvider provider, int reads)
      throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<ReadResult> read = () -> read(provider);
      for (Future<ReadResult> result :
          threads.invokeAll(Stream.generate(() -> read).limit(reads).toList())) {
        assertThat(result.get()).isInstanceOf(ReadResult.Found.class);
      }
    }
  }

  private static VaultSettings.Auth tokenAuth() {
    return VaultSettings.Auth.byToken(new VaultSettings.TokenAuth(TOKEN));
  }

  private static void assertFailed(ReadResult result, FailureKind kind) {
    assertThat(result)
        .isInstanceOfSatisfying(
            ReadResult.Failed.class, failed -> assertThat(failed.failure().kind()).isEqualTo(kind));
  }

  private static void assertFailed(CheckResult result, FailureKind kind) {
    assertThat(result)
        .isInstanceOfSatisfying(
            CheckResult.Failed.class,
            failed -> assertThat(failed.failure().kind()).isEqualTo(kind));
  }
}
