package dev.keywright.provider.vault;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import dev.keywright.provider.spi.ReadRequest;
import dev.keywright.provider.spi.ReadResult;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.SecretProvider;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The life of the one token, by a clock that moves only when told. */
class VaultSessionTest {
  private final FakeVault vault = FakeVault.start();
  private final SecretProvider provider = vault.open();

  @AfterEach
  void stop() {
    provider.close();
    vault.close();
  }

  @Test
  @DisplayName("S33 nothing is asked of Vault before the first use")
  void opensWithoutACall() {
    assertThat(vault.server().getAllServeEvents()).isEmpty();
  }

  @Test
  @DisplayName("S33 the token is renewed once two thirds of its life have passed, not before")
  void renewsInTime() {
    vault.answer(FakeVault.post(FakeVault.RENEW), okJson(FakeVault.token("hvs.first", 3600)));
    assertReads();
    vault.clock().advance(Duration.ofMinutes(39));
    assertReads();
    assertThat(vault.requests(FakeVault.RENEW)).isZero();

    vault.clock().advance(Duration.ofMinutes(2));
    assertReads();
    assertReads();
    assertThat(vault.requests(FakeVault.RENEW)).isEqualTo(1);

    vault.clock().advance(Duration.ofMinutes(41));
    assertReads();
    assertThat(vault.requests(FakeVault.RENEW)).isEqualTo(2);
    assertThat(vault.requests(FakeVault.LOGIN)).isEqualTo(1);
  }

  @Test
  @DisplayName("S33 a token that Vault does not renew is replaced, and the old one revoked")
  void replacesWhatIsNotRenewed() {
    assertReads();
    vault
        .answer(FakeVault.post(FakeVault.RENEW), aResponse().withStatus(400).withBody("{}"))
        .answer(FakeVault.post(FakeVault.LOGIN), okJson(FakeVault.token("hvs.second", 3600)));
    vault.clock().advance(Duration.ofMinutes(41));

    assertReads();

    assertThat(vault.requests(FakeVault.LOGIN)).isEqualTo(2);
    assertRevoked("hvs.first");
  }

  @Test
  @DisplayName("S33 an outage during renewal keeps the token, and asks again only later")
  void anOutageDuringRenewalChangesNothing() {
    assertReads();
    vault.answer(FakeVault.post(FakeVault.RENEW), aResponse().withStatus(503));
    vault.clock().advance(Duration.ofMinutes(41));

    assertReads();
    assertReads();
    assertThat(vault.requests(FakeVault.RENEW)).isEqualTo(1);
    assertThat(vault.requests(FakeVault.LOGIN)).isEqualTo(1);

    vault.clock().advance(Duration.ofMinutes(4));
    assertReads();
    assertThat(vault.requests(FakeVault.RENEW)).isEqualTo(2);
  }

  @Test
  void aTokenAtItsEndIsNotUsed() {
    assertReads();
    vault.answer(FakeVault.post(FakeVault.LOGIN), okJson(FakeVault.token("hvs.second", 3600)));
    vault.clock().advance(Duration.ofMinutes(55));

    assertReads();

    assertThat(vault.requests(FakeVault.LOGIN)).isEqualTo(2);
    assertThat(vault.requests(FakeVault.RENEW)).isZero();
  }

  @Test
  @DisplayName("S33 a 403 with a live young token is the path's, and costs a look-up but no login")
  void aYoungTokenIsBelieved() {
    vault.answer(FakeVault.get(FakeVault.ORDERS), aResponse().withStatus(403));

    assertThat(read()).isInstanceOf(ReadResult.Failed.class);
    assertThat(read()).isInstanceOf(ReadResult.Failed.class);

    assertThat(vault.requests(FakeVault.LOGIN)).isEqualTo(1);
    assertThat(vault.requests(FakeVault.LOOKUP)).isEqualTo(2);
  }

  @Test
  @DisplayName(
      "S33 a 403 with an older token logs in once, as its role may have got other policies")
  void anOlderTokenIsReplacedOnceOn403() {
    assertReads();
    vault.clock().advance(Duration.ofMinutes(5));
    vault
        .answer(FakeVault.post(FakeVault.LOGIN), okJson(FakeVault.token("hvs.second", 3600)))
        .answer(withToken("hvs.first"), aResponse().withStatus(403))
        .answer(withToken("hvs.second"), okJson(FakeVault.version(4, "{}")));

    assertReads();

    assertThat(vault.requests(FakeVault.LOGIN)).isEqualTo(2);
    assertRevoked("hvs.first");
  }

  @Test
  @DisplayName("S33 when the new login fails, a living token is kept")
  void aLivingTokenSurvivesAFailedLogin() {
    assertReads();
    vault.clock().advance(Duration.ofMinutes(5));
    vault
        .answer(FakeVault.post(FakeVault.LOGIN), aResponse().withStatus(500))
        .answer(FakeVault.get(FakeVault.ORDERS), aResponse().withStatus(403));
    assertThat(read().toString()).contains("DENIED", "secret/data/shop/orders");

    vault.answer(FakeVault.get(FakeVault.ORDERS), okJson(FakeVault.version(4, "{}")));
    assertReads();
  }

  @Test
  @DisplayName("S33 threads that wait for a login share its refusal")
  void aRefusalIsShared() throws Exception {
    vault.answer(FakeVault.post(FakeVault.LOGIN), aResponse().withStatus(403).withFixedDelay(300));
    Callable<ReadResult> read = this::read;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<ReadResult> result :
          threads.invokeAll(Stream.generate(() -> read).limit(20).toList())) {
        assertThat(result.get().toString()).contains("DENIED");
      }
    }
    assertThat(vault.requests(FakeVault.LOGIN)).isLessThan(4);
  }

  @Test
  @DisplayName("S33 close revokes the token even in a thread that was told to stop")
  void closeRevokesUnderInterrupt() {
    assertReads();

    Thread.currentThread().interrupt();
    provider.close();

    assertThat(Thread.interrupted()).as("interrupt kept").isTrue();
    assertRevoked("hvs.first");
  }

  @Test
  void closeWithoutALoginAsksNothing() {
    provider.close();

    assertThat(vault.server().getAllServeEvents()).isEmpty();
  }

  @Test
  void closeEndsInTimeWhenVaultIsSilent() {
    assertReads();
    vault.answerAll(aResponse().withFixedDelay(10_000));

    long start = System.nanoTime();
    provider.close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void aFreshServiceAccountTokenIsShownAtEachLogin() {
    assertReads();
    vault.clock().advance(Duration.ofHours(2));
    assertReads();

    assertThat(vault.credentials().tokensIssued()).isEqualTo(2);
  }

  private static MappingBuilder withToken(String token) {
    return FakeVault.get(FakeVault.ORDERS).withHeader("X-Vault-Token", equalTo(token));
  }

  private void assertRevoked(String token) {
    vault
        .server()
        .verify(
            1,
            postRequestedFor(urlEqualTo(FakeVault.REVOKE))
                .withHeader("X-Vault-Token", equalTo(token)));
  }

  private void assertReads() {
    assertThat(read()).isInstanceOf(ReadResult.Found.class);
  }

  private ReadResult read() {
    return provider.read(ReadRequest.current(SecretPath.of("shop/orders")));
  }
}
