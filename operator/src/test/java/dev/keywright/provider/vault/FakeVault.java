package dev.keywright.provider.vault;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.keywright.contract.FakeCredentials;
import dev.keywright.provider.spi.ClusterSecrets;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderEnvironment;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.SecretProvider;
import dev.keywright.provider.spi.ServiceAccountReference;
import dev.keywright.testkit.MutableClock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Canned answers at Vault's paths, for what a real Vault cannot be made to do. Logs everybody in.
 */
final class FakeVault implements AutoCloseable {
  static final String LOGIN = "/v1/auth/jwt/login";
  static final String LOOKUP = "/v1/auth/token/lookup-self";
  static final String RENEW = "/v1/auth/token/renew-self";
  static final String REVOKE = "/v1/auth/token/revoke-self";
  static final String ORDERS = "/v1/secret/data/shop/orders";

  private final WireMockServer server;
  private final MutableClock clock = MutableClock.atNoon();
  private final FakeCredentials credentials = new FakeCredentials();
  private Duration timeout = Duration.ofSeconds(1);
  private int concurrency = 16;

  private FakeVault(WireMockConfiguration configuration) {
    server = new WireMockServer(configuration.dynamicPort().bindAddress("127.0.0.1"));
    server.start();
    answer(post(LOGIN), okJson(token("hvs.first", 3600)));
    answer(post(REVOKE), aResponse().withStatus(204));
    answer(
        get(LOOKUP),
        okJson(
            "{\"data\":{\"display_name\":\"jwt-orders\",\"policies\":[\"default\",\"shop\"],\"ttl\":3600,\"renewable\":true}}"));
    answer(get(ORDERS), okJson(version(3, "{\"password\":\"pw\"}")));
    answer(get("/v1/sys/internal/ui/mounts/secret"), aResponse().withStatus(403));
  }

  static FakeVault start() {
    return new FakeVault(options());
  }

  static FakeVault start(WireMockConfiguration configuration) {
    return new FakeVault(configuration);
  }

  static String token(String value, long seconds) {
    return "{\"auth\":{\"client_token\":\"%s\",\"lease_duration\":%d,\"renewable\":true}}"
        .formatted(value, seconds);
  }

  static String version(int version, String data) {
    return "{\"data\":{\"data\":%s,\"metadata\":{\"version\":%d,\"created_time\":\"2026-01-02T03:04:05Z\"}}}"
        .formatted(data, version);
  }

  static MappingBuilder get(String path) {
    return WireMock.get(urlEqualTo(path));
  }

  static MappingBuilder post(String path) {
    return WireMock.post(urlEqualTo(path));
  }

  FakeVault answer(MappingBuilder request, ResponseDefinitionBuilder response) {
    server.stubFor(request.willReturn(response));
    return this;
  }

  /** Whatever is asked. */
  FakeVault answerAll(ResponseDefinitionBuilder response) {
    server.resetMappings();
    server.stubFor(any(anyUrl()).willReturn(response));
    return this;
  }

  FakeVault withTimeout(Duration bound) {
    timeout = bound;
    return this;
  }

  FakeVault withConcurrency(int permits) {
    concurrency = permits;
    return this;
  }

  WireMockServer server() {
    return server;
  }

  MutableClock clock() {
    return clock;
  }

  FakeCredentials credentials() {
    return credentials;
  }

  /** How often {@code path} was asked for. */
  int requests(String path) {
    return server.countRequestsMatching(anyRequestedFor(urlEqualTo(path)).build()).getCount();
  }

  SecretProvider open() {
    return open(settings(server.baseUrl(), null, null));
  }

  SecretProvider open(VaultSettings settings) {
    ClusterSecrets none =
        (namespace, name, account) ->
            new ClusterSecrets.Lookup.Refused(
                ProviderFailure.of(FailureKind.INVALID, "no cluster here"));
    return new VaultProviderFactory()
        .open(settings, new ProviderEnvironment(credentials, none, clock, timeout, concurrency));
  }

  static VaultSettings settings(
      String address, @Nullable String namespace, VaultSettings.@Nullable CaBundle ca) {
    return new VaultSettings(
        address,
        null,
        null,
        namespace,
        ca,
        null,
        VaultSettings.Auth.byJwt(
            new VaultSettings.JwtAuth(
                "orders", null, new ServiceAccountReference("orders", "shop"), null)));
  }

  @Override
  public void close() {
    server.stop();
  }
}
