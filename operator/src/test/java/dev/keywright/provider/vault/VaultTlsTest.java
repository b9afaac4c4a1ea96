package dev.keywright.provider.vault;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.provider.spi.ConfigMapKeyReference;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.ReadRequest;
import dev.keywright.provider.spi.ReadResult;
import dev.keywright.provider.spi.SecretKeyReference;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.SecretProvider;
import dev.keywright.provider.vault.VaultSettings.CaBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whom a store trusts. The server's certificate is its own authority and names only localhost. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VaultTlsTest {
  private static final String PASSWORD = "changeit";
  private static final CaBundle FROM_CONFIG_MAP =
      new CaBundle(null, new ConfigMapKeyReference("vault-ca", "ca.crt", null), null);

  private final String own;
  private final String other;
  private final FakeVault vault;

  VaultTlsTest(@TempDir Path directory) throws IOException, InterruptedException {
    Path keys = makeKeys(directory, "own");
    own = keytool("-exportcert", "-rfc", "-alias", "vault", "-keystore", keys.toString());
    other =
        keytool(
            "-exportcert",
            "-rfc",
            "-alias",
            "vault",
            "-keystore",
            makeKeys(directory, "other").toString());
    vault =
        FakeVault.start(
                options()
                    .dynamicHttpsPort()
                    .keystorePath(keys.toString())
                    .keystoreType("PKCS12")
                    .keystorePassword(PASSWORD)
                    .keyManagerPassword(PASSWORD))
            .withTimeout(Duration.ofSeconds(5));
  }

  @BeforeEach
  void trustOwn() {
    vault.credentials().withConfigMap("vault-ca", "ca.crt", own);
  }

  @AfterAll
  void stop() {
    vault.close();
  }

  @Test
  void aBundleFromEachPlaceIsTaken() {
    vault.credentials().withSecret("vault-tls", "ca.crt", own);

    assertReads(FROM_CONFIG_MAP);
    assertReads(new CaBundle(null, null, new SecretKeyReference("vault-tls", "ca.crt", null)));
    assertReads(new CaBundle(own, null, null));
    assertReads(new CaBundle("# two\n" + other + "\n" + own, null, null));
  }

  @Test
  void withoutABundleThePublicAuthoritiesCount() {
    assertUntrusted(failureWith("localhost", null));
  }

  @Test
  void anotherAuthorityIsNotEnough() {
    assertUntrusted(failureWith("localhost", new CaBundle(other, null, null)));
  }

  @Test
  void anotherHostNameIsNotEnough() {
    assertUntrusted(failureWith("127.0.0.1", FROM_CONFIG_MAP));
  }

  @Test
  void whatIsNoCertificateIsInvalidAndNamesTheSetting() {
    vault.credentials().withConfigMap("vault-ca", "ca.crt", "no certificate");

    ProviderFailure failure = failureWith("localhost", FROM_CONFIG_MAP);

    assertThat(failure.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(failure.message()).contains("spec.provider.vault.ca", "PEM");
  }

  @Test
  void aMissingConfigMapIsWhatTheCredentialSourceSays() {
    CaBundle missing = new CaBundle(null, new ConfigMapKeyReference("gone", "ca.crt", null), null);

    assertThat(failureWith("localhost", missing).kind()).isEqualTo(FailureKind.INVALID);
  }

  @Test
  @DisplayName("S27 a CA bundle that was changed counts at the next call")
  void aChangedBundleCountsAtTheNextCall() {
    vault.credentials().withConfigMap("vault-ca", "ca.crt", other);
    try (SecretProvider provider = open("localhost", FROM_CONFIG_MAP)) {
      assertUntrusted(failureOf(read(provider)));

      vault.credentials().withConfigMap("vault-ca", "ca.crt", own);

      assertThat(read(provider)).isInstanceOf(ReadResult.Found.class);
    }
  }

  private SecretProvider open(String host, @Nullable CaBundle bundle) {
    String address = "https://" + host + ":" + vault.server().httpsPort();
    return vault.open(FakeVault.settings(address, null, bundle));
  }

  private void assertReads(CaBundle bundle) {
    try (SecretProvider provider = open("localhost", bundle)) {
      assertThat(read(provider)).isInstanceOf(ReadResult.Found.class);
    }
  }

  private ProviderFailure failureWith(String host, @Nullable CaBundle bundle) {
    try (SecretProvider provider = open(host, bundle)) {
      return failureOf(read(provider));
    }
  }

  private static void assertUntrusted(ProviderFailure failure) {
    assertThat(failure.kind()).isEqualTo(FailureKind.UNAVAILABLE);
    assertThat(failure.message()).contains("certificate", "spec.provider.vault.ca");
  }

  private static ReadResult read(SecretProvider provider) {
    return provider.read(ReadRequest.current(SecretPath.of("shop/orders")));
  }

  private static ProviderFailure failureOf(ReadResult result) {
    if (result instanceof ReadResult.Failed(ProviderFailure failure)) {
      return failure;
    }
    throw new AssertionError("expected a failure but got " + result);
  }

  private static Path makeKeys(Path directory, String name)
      throws IOException, InterruptedException {
    Path keys = directory.resolve(name + ".p12");
    keytool(
        "-genkeypair",
        "-alias",
        "vault",
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-ext",
        "SAN=DNS:localhost",
        "-storetype",
        "PKCS12",
        "-keystore",
        keys.toString());
    return keys;
  }

  private static String keytool(String... arguments) throws IOException, InterruptedException {
    Path executable = Path.of(System.getProperty("java.home"), "bin", "keytool");
    ProcessBuilder builder = new ProcessBuilder(executable.toString());
    builder.command().addAll(List.of(arguments));
    builder.command().addAll(List.of("-storepass", PASSWORD));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertThat(process.waitFor()).as(String.join(" ", arguments)).isZero();
    return output;
  }
}
