package dev.keywright.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keywright.provider.spi.SecretProviderFactory;
import dev.keywright.testkit.aws.AwsStore;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AwsProviderFactoryTest {
  private static final AwsAuth ENVIRONMENT = AwsAuth.byEnvironment();

  private final AwsProviderFactory factory = new AwsProviderFactory();

  @Test
  void isFoundByItsName() {
    assertThat(ServiceLoader.load(SecretProviderFactory.class))
        .anySatisfy(
            found -> {
              assertThat(found.name()).isEqualTo("awsSecretsManager");
              assertThat(found.defaultRefreshInterval()).isEqualTo(Duration.ofHours(1));
            });
  }

  @Test
  void readsItsBlockAndIgnoresWhatItDoesNotKnow() {
    Map<String, Object> block =
        Map.of(
            "region",
            "eu-central-1",
            "later",
            true,
            "auth",
            Map.of(
                "static",
                Map.of(
                    "accessKeyIdRef",
                    Map.of("name", "aws", "key", "id"),
                    "secretAccessKeyRef",
                    Map.of("name", "aws", "key", "key"))));

    AwsSettings settings = new ObjectMapper().convertValue(block, AwsSettings.class);

    assertThat(settings)
        .isEqualTo(
            new AwsSettings(
                "eu-central-1", null, AwsStore.settings(URI.create("http://x")).auth(), null));
    assertThat(factory.problemOf(settings)).isEmpty();
  }

  @Test
  void readsAnEmptyEnvironmentBlock() {
    Map<String, Object> block =
        Map.of("region", "eu-central-1", "auth", Map.of("environment", Map.of()));

    assertThat(new ObjectMapper().convertValue(block, AwsSettings.class))
        .isEqualTo(new AwsSettings("eu-central-1", null, ENVIRONMENT, null));
  }

  @Test
  void exactlyOneWayToLogInIsNeeded() {
    AwsAuth both =
        new AwsAuth(
            AwsStore.settings(URI.create("http://x")).auth().staticCredentials(),
            null,
            new AwsEnvironmentCredentials());

    assertThat(factory.problemOf(settings(both)))
        .hasValueSatisfying(AwsProviderFactoryTest::saysMust);
    assertThat(factory.problemOf(settings(new AwsAuth(null, null, null))))
        .hasValueSatisfying(AwsProviderFactoryTest::saysMust);
    assertThat(factory.problemOf(settings(ENVIRONMENT))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://vpce-1.secretsmanager.eu-central-1.vpce.amazonaws.com",
        "http://127.0.0.1:5000",
        "https://[::1]:443/"
      })
  void anAddressMayBeAnEndpoint(String endpoint) {
    assertThat(factory.problemOf(new AwsSettings("eu-central-1", endpoint, ENVIRONMENT, null)))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "aws",
        "secretsmanager.eu-central-1.amazonaws.com",
        "ftp://x",
        "https://",
        "https:///x",
        "https://user:hunter2@x",
        "https://x/path",
        "https://x?q=1",
        "https://x#f",
        "https://a b"
      })
  void everythingElseIsRefusedWithoutRepeatingIt(String endpoint) {
    assertThat(factory.problemOf(new AwsSettings("eu-central-1", endpoint, ENVIRONMENT, null)))
        .hasValueSatisfying(
            problem -> assertThat(problem).startsWith("endpoint must").doesNotContain("hunter2"));
  }

  private static AwsSettings settings(AwsAuth auth) {
    return new AwsSettings("eu-central-1", null, auth, null);
  }

  private static void saysMust(String problem) {
    assertThat(problem).contains("must have exactly one of static, webIdentity, environment");
  }
}
