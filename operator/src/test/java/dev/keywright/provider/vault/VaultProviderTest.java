package dev.keywright.provider.vault;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import dev.keywright.provider.spi.CheckResult;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.ReadRequest;
import dev.keywright.provider.spi.ReadResult;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.SecretProvider;
import dev.keywright.provider.spi.VersionChecker;
import dev.keywright.provider.spi.VersionResult;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider against answers that a real Vault gives rarely, and hostile servers at will. */
class VaultProviderTest {
  private static final String SECRET = "s3cr3t-in-a-body";
  private static final SecretPath PATH = SecretPath.of("shop/orders");

  private final FakeVault vault = FakeVault.start();

  @AfterEach
  void stop() {
    vault.close();
  }

  @Test
  void readsAVersionWithItsTime() {
    try (SecretProvider provider = vault.open()) {
      assertThat(read(provider))
          .isInstanceOfSatisfying(
              ReadResult.Found.class,
              found -> {
                assertThat(found.object().version().id()).isEqualTo("3");
                assertThat(found.object().changedTime())
                    .contains(Instant.parse("2026-01-02T03:04:05Z"));
              });
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308, 400, 412, 472, 473, 500, 502, 503, 504})
  @DisplayName("S19 S42 no error code of Vault's looks like an absent secret")
  void serverErrorsAreUnavailableAndTheirBodiesAreDropped(int code) {
    vault.answer(
        FakeVault.get(FakeVault.ORDERS),
        aResponse().withStatus(code).withBody("{\"errors\":[\"" + SECRET + "\"]}"));

    assertFailure(FailureKind.UNAVAILABLE);
  }

  @Test
  void throttlingKeepsTheWait() {
    vault.answer(
        FakeVault.get(FakeVault.ORDERS),
        aResponse().withStatus(429).withHeader("Retry-After", "17").withBody(SECRET));

    assertThat(assertFailure(FailureKind.THROTTLED).retryAfter()).contains(Duration.ofSeconds(17));
  }

  @Test
  void aSealedVaultKeepsTheWaitToo() {
    vault.answerAll(
        aResponse()
            .withStatus(503)
            .withHeader("Retry-After", "5")
            .withBody("{\"errors\":[\"Vault is sealed\"]}"));

    ProviderFailure failure = assertFailure(FailureKind.UNAVAILABLE);
    assertThat(failure.message()).contains("sealed").contains("503");
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{",
        "<html>" + SECRET + "</html>",
        "\"" + SECRET + "\"",
        "{\"data\":null}",
        "{\"data\":[]}",
        "{\"data\":{\"data\":{\"a\":\"" + SECRET + "\"}}}",
        "{\"data\":{\"data\":{\"a\":1},\"metadata\":{\"version\":\"1\"}}}",
        "{\"data\":{\"data\":[1],\"metadata\":{\"version\":1}}}",
        "{\"data\":{\"data\":null,\"metadata\":{\"version\":1}}}",
        "{\"data\":{\"data\":{\"a\":1},\"metadata\":{\"version\":1.5}}}"
      })
  @DisplayName("S19 a success without a secret in it is a failure, never an absent or empty secret")
  void anAnswerOfAnotherFormIsUnavailable(String body) {
    vault.answer(FakeVault.get(FakeVault.ORDERS), okJson(body));

    assertFailure(FailureKind.UNAVAILABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>404 Not Found</html>",
        "",
        "{}",
        "default backend - 404",
        "{\"data\":{\"data\":null}}"
      })
  @DisplayName("S19 a 404 of something in between is not an absent secret")
  void somebodyElses404IsUnavailable(String body) {
    vault.answer(FakeVault.get(FakeVault.ORDERS), aResponse().withStatus(404).withBody(body));
    vault.answer(
        FakeVault.get("/v1/secret/metadata/shop/orders"),
        aResponse().withStatus(404).withBody(body));

    assertFailure(FailureKind.UNAVAILABLE);
    try (SecretProvider provider = vault.open()) {
      assertThat(
              provider
                  .capability(VersionChecker.class)
                  .map(checker -> checker.versionOf(PATH))
                  .orElseThrow())
          .isInstanceOf(VersionResult.Failed.class);
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void aBrokenConnectionIsUnavailable(Fault fault) {
    vault.answer(FakeVault.get(FakeVault.ORDERS), aResponse().withFault(fault));

    assertFailure(FailureKind.UNAVAILABLE);
  }

  @Test
  void aLateAnswerIsUnavailableInTime() {
    vault
        .withTimeout(Duration.ofMillis(300))
        .answer(
            FakeVault.get(FakeVault.ORDERS),
            okJson(FakeVault.version(1, "{}")).withFixedDelay(5000));

    assertInTime(Duration.ofMillis(1500));
  }

  @Test
  void anAnswerThatDribblesIsCutOffInTime() {
    vault
        .withTimeout(Duration.ofMillis(300))
        .answer(
            FakeVault.get(FakeVault.ORDERS),
            okJson(FakeVault.version(1, "{\"a\":\"" + "x".repeat(1000) + "\"}"))
                .withChunkedDribbleDelay(50, 10_000));

    assertInTime(Duration.ofMillis(1500));
  }

  @Test
  void aHugeAnswerIsNotTaken() {
    vault
        .withTimeout(Duration.ofSeconds(10))
        .answer(
            FakeVault.get(FakeVault.ORDERS),
            okJson(FakeVault.version(1, "{\"a\":\"" + "x".repeat(9 << 20) + "\"}")));

    assertFailure(FailureKind.UNAVAILABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void anAnswerThatNestsWithoutEndIsNotParsed(String opening) {
    vault
        .withTimeout(Duration.ofSeconds(10))
        .answer(FakeVault.get(FakeVault.ORDERS), okJson(opening.repeat(300_000)));

    assertFailure(FailureKind.UNAVAILABLE);
  }

  @Test
  void bracketsInTextAreNotNesting() {
    String text = "[{\\\"".repeat(2000);
    vault.answer(
        FakeVault.get(FakeVault.ORDERS), okJson(FakeVault.version(1, "{\"a\":\"" + text + "\"}")));

    try (SecretProvider provider = vault.open()) {
      assertThat(read(provider)).isInstanceOf(ReadResult.Found.class);
    }
  }

  @Test
  void aRedirectIsNotFollowedAndTheTokenStaysHere() {
    try (FakeVault elsewhere = FakeVault.start()) {
      vault.answer(
          FakeVault.get(FakeVault.ORDERS),
          aResponse()
              .withStatus(307)
              .withHeader("Location", elsewhere.server().baseUrl() + FakeVault.ORDERS));

      assertThat(assertFailure(FailureKind.UNAVAILABLE).message()).contains("redirect");
      assertThat(elsewhere.requests(FakeVault.ORDERS)).isZero();
    }
  }

  @Test
  void nobodyAtTheAddressIsUnavailableAndNamesIt() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    assertThat(failureAt("http://127.0.0.1:" + free).message())
        .contains("127.0.0.1:" + free, "cannot be reached");
    assertThat(failureAt("http://no-such-host.invalid:8200").message())
        .contains("cannot be found", "host name");
  }

  @Test
  void plainHttpOnATlsPortIsSaidToBeAnAddressProblem() {
    vault.answer(
        FakeVault.post(FakeVault.LOGIN),
        aResponse().withStatus(400).withBody("Client sent an HTTP request to an HTTPS server.\n"));

    assertThat(assertFailure(FailureKind.UNAVAILABLE).message())
        .contains("spec.provider.vault.address");
  }

  @Test
  void sendsTokenNamespaceAndNothingElseOfIts() {
    try (SecretProvider provider =
        vault.open(FakeVault.settings(vault.server().baseUrl() + "/", "org/team-a/", null))) {
      read(provider);
    }
    vault
        .server()
        .verify(
            postRequestedFor(urlEqualTo(FakeVault.LOGIN))
                .withHeader("X-Vault-Namespace", equalTo("org/team-a"))
                .withHeader("X-Vault-Token", absent())
                .withRequestBody(containing("token-of-orders")));
    vault
        .server()
        .verify(
            getRequestedFor(urlEqualTo(FakeVault.ORDERS))
                .withHeader("X-Vault-Namespace", equalTo("org/team-a"))
                .withHeader("X-Vault-Token", equalTo("hvs.first")));
  }

  @Test
  void neverHasMoreCallsUnderWayThanAllowed() throws Exception {
    vault
        .withConcurrency(2)
        .withTimeout(Duration.ofSeconds(10))
        .answer(
            FakeVault.get(FakeVault.ORDERS),
            okJson(FakeVault.version(1, "{}")).withFixedDelay(200));
    try (SecretProvider provider = vault.open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      read(provider);
      long start = System.nanoTime();
      List<Future<ReadResult>> reads = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        reads.add(threads.submit(() -> read(provider)));
      }
      for (Future<ReadResult> result : reads) {
        assertThat(result.get()).isInstanceOf(ReadResult.Found.class);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("6 calls of 200 ms, 2 at a time")
          .isBetween(Duration.ofMillis(600), Duration.ofSeconds(5));
    }
  }

  @Test
  void waitingForAFreePlaceIsBounded() throws Exception {
    vault
        .withConcurrency(1)
        .withTimeout(Duration.ofSeconds(2))
        .answer(
            FakeVault.get(FakeVault.ORDERS),
            okJson(FakeVault.version(1, "{}")).withFixedDelay(900));
    try (SecretProvider provider = vault.open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      provider.check();
      List<Future<ReadResult>> reads = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        reads.add(threads.submit(() -> read(provider)));
      }
      List<String> outcomes = new ArrayList<>();
      for (Future<ReadResult> result : reads) {
        outcomes.add(result.get().toString());
      }
      assertThat(outcomes).anyMatch(outcome -> outcome.contains("limits.concurrency"));
    }
  }

  @Test
  void theCheckFindsAWrongKvVersionAndASecretsEngineThatIsNone() {
    String mounts = "/v1/sys/internal/ui/mounts/secret";
    vault.answer(
        FakeVault.get(mounts),
        okJson("{\"data\":{\"type\":\"kv\",\"options\":{\"version\":\"1\"}}}"));
    try (SecretProvider provider = vault.open()) {
      assertThat(provider.check().toString()).contains("INVALID", "kvVersion to 1");
    }
    vault.answer(FakeVault.get(mounts), okJson("{\"data\":{\"type\":\"pki\",\"options\":null}}"));
    try (SecretProvider provider = vault.open()) {
      assertThat(provider.check().toString()).contains("INVALID", "not a KV");
    }
    vault.answer(FakeVault.get(mounts), aResponse().withStatus(403));
    try (SecretProvider provider = vault.open()) {
      assertThat(provider.check()).isInstanceOf(CheckResult.Ready.class);
    }
  }

  @Test
  void theIdentityIsPrintableWhateverTheServerSays() {
    vault.answer(
        FakeVault.get(FakeVault.LOOKUP),
        okJson(
            "{\"data\":{\"display_name\":\"x\",\"policies\":[\"a\\nb\\u001b[31m\",\""
                + "p".repeat(500)
                + "\"]}}"));
    try (SecretProvider provider = vault.open()) {
      assertThat(provider.check())
          .isInstanceOfSatisfying(
              CheckResult.Ready.class,
              ready ->
                  assertThat(ready.identity()).matches("jwt/orders \\(policies: [ -~]{1,99}\\)"));
    }
  }

  // ----

  private static ReadResult read(SecretProvider provider) {
    return provider.read(ReadRequest.current(PATH));
  }

  private ProviderFailure assertFailure(FailureKind kind) {
    try (SecretProvider provider = vault.open()) {
      ProviderFailure failure = failureOf(read(provider));
      assertThat(failure.kind()).as(failure.message()).isEqualTo(kind);
      assertThat(failure.toString()).doesNotContain(SECRET);
      return failure;
    }
  }

  private void assertInTime(Duration bound) {
    try (SecretProvider provider = vault.open()) {
      long start = System.nanoTime();
      ProviderFailure failure = failureOf(read(provider));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(bound);
      assertThat(failure.kind()).isEqualTo(FailureKind.UNAVAILABLE);
      assertThat(failure.message()).contains("in time");
    }
  }

  private ProviderFailure failureAt(String address) {
    try (SecretProvider provider = vault.open(FakeVault.settings(address, null, null))) {
      return failureOf(read(provider));
    }
  }

  private static ProviderFailure failureOf(ReadResult result) {
    if (result instanceof ReadResult.Failed(ProviderFailure failure)) {
      return failure;
    }
    throw new AssertionError("expected a failure but got " + result);
  }
}
