package dev.keywright.provider.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keywright.provider.spi.ConfigMapKeyReference;
import dev.keywright.provider.spi.SecretKeyReference;
import dev.keywright.provider.spi.SecretProviderFactory;
import dev.keywright.provider.spi.ServiceAccountReference;
import dev.keywright.provider.vault.VaultSettings.Auth;
import dev.keywright.provider.vault.VaultSettings.CaBundle;
import dev.keywright.provider.vault.VaultSettings.JwtAuth;
import dev.keywright.provider.vault.VaultSettings.KubernetesAuth;
import dev.keywright.provider.vault.VaultSettings.TokenAuth;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultProviderFactoryTest {
  private static final ServiceAccountReference ORDERS = new ServiceAccountReference("orders", null);
  private static final Auth TOKEN =
      Auth.byToken(new TokenAuth(new SecretKeyReference("vault-token", "token", null)));

  private final VaultProviderFactory factory = new VaultProviderFactory();

  @Test
  void isFoundByTheServiceLoader() {
    assertThat(ServiceLoader.load(SecretProviderFactory.class))
        .filteredOn(found -> found.name().equals("vault"))
        .singleElement()
        .isInstanceOf(VaultProviderFactory.class);
    assertThat(factory.defaultRefreshInterval()).isEqualTo(Duration.ofMinutes(5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://vault.vault.svc:8200",
        "https://vault.vault.svc:8200/",
        "http://127.0.0.1:8200",
        "https://[::1]:8200",
        "https://gateway.example.com/vault"
      })
  void takesAnAddress(String address) {
    assertThat(factory.problemOf(settings(address, null, TOKEN))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "vault:8200",
        "vault",
        "ftp://vault",
        "https://",
        "https:///x",
        "https://user:pw@vault",
        "https://vault?x=1",
        "https://vault#x",
        "https://va ult",
        "file:///etc/passwd"
      })
  void refusesWhatIsNoAddressAndSaysHowItMustLook(String address) {
    assertThat(factory.problemOf(settings(address, null, TOKEN)))
        .hasValueSatisfying(
            problem -> assertThat(problem).contains("vault.address must be", "https://vault"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/kv", "kv/", "a//b", "a/../b", "a%2fb"})
  void refusesAMountThatIsNotCanonical(String mount) {
    assertThat(
            factory.problemOf(
                new VaultSettings("https://vault", mount, null, null, null, null, TOKEN)))
        .hasValueSatisfying(problem -> assertThat(problem).startsWith("vault.mount"));
  }

  @Test
  void wantsExactlyOneWayToLogIn() {
    KubernetesAuth kubernetes = new KubernetesAuth("shop", null, ORDERS, null);
    JwtAuth jwt = new JwtAuth("shop", null, ORDERS, null);

    assertThat(problemOf(new Auth(null, null, null, null, null, null, null)))
        .contains("exactly one");
    assertThat(problemOf(new Auth(TOKEN.token(), kubernetes, null, null, null, null, null)))
        .contains("exactly one");
    assertThat(problemOf(new Auth(null, kubernetes, jwt, null, null, null, null)))
        .contains("exactly one");
    assertThat(problemOf(Auth.byKubernetes(kubernetes))).isEmpty();
    assertThat(problemOf(Auth.byJwt(jwt))).isEmpty();
    assertThat(problemOf(Auth.byJwt(new JwtAuth("shop", "/jwt", ORDERS, null))))
        .startsWith("vault.auth.jwt.mount");
  }

  @Test
  void wantsExactlyOneSourceOfCertificates() {
    ConfigMapKeyReference map = new ConfigMapKeyReference("ca", "ca.crt", null);

    assertThat(factory.problemOf(settings("https://vault", new CaBundle(null, null, null), TOKEN)))
        .isPresent();
    assertThat(factory.problemOf(settings("https://vault", new CaBundle("pem", map, null), TOKEN)))
        .isPresent();
    assertThat(factory.problemOf(settings("https://vault", new CaBundle(null, map, null), TOKEN)))
        .isEmpty();
  }

  @Test
  void settingsAreReadFromABlockWithFieldsOfANewerVersion() throws IOException {
    VaultSettings settings =
        new ObjectMapper()
            .readValue(
                """
                {"address": "https://vault.vault.svc:8200", "mount": "kv", "future": {"x": 1},
                 "auth": {"kubernetes": {"role": "shop", "serviceAccountRef": {"name": "orders"}, "more": 1}}}
                """,
                factory.settingsType());

    assertThat(factory.problemOf(settings)).isEmpty();
    assertThat(settings.mount()).isEqualTo("kv");
    assertThat(settings.kvVersion()).isNull();
  }

  @Test
  void everyFieldIsDescribedWithDefaultAndExample() {
    assertThat(
            Stream.of(
                    VaultSettings.class,
                    CaBundle.class,
                    Auth.class,
                    TokenAuth.class,
                    KubernetesAuth.class,
                    JwtAuth.class)
                .flatMap(type -> Arrays.stream(type.getRecordComponents())))
        .allSatisfy(VaultProviderFactoryTest::assertDescribed);
  }

  private static void assertDescribed(RecordComponent field) {
    JsonPropertyDescription description =
        field.getAccessor().getAnnotation(JsonPropertyDescription.class);
    assertThat(description).as(field.toString()).isNotNull();
    assertThat(description.value())
        .contains("Default: ", "Example: ")
        .doesNotContain("${", "{{")
        .endsWith(".");
  }

  private String problemOf(Auth auth) {
    return factory.problemOf(settings("https://vault", null, auth)).orElse("");
  }

  private static VaultSettings settings(String address, @Nullable CaBundle ca, Auth auth) {
    return new VaultSettings(address, null, null, null, ca, null, auth);
  }
}
