package dev.keywright.testkit.aws;

import dev.keywright.provider.aws.AwsAuth;
import dev.keywright.provider.aws.AwsProviderFactory;
import dev.keywright.provider.aws.AwsSettings;
import dev.keywright.provider.aws.AwsStaticCredentials;
import dev.keywright.provider.spi.ClusterSecrets;
import dev.keywright.provider.spi.CredentialSource;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderEnvironment;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.SecretKeyReference;
import dev.keywright.provider.spi.SecretProvider;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Ways in to an AWS endpoint: Keywright's own, and that of a person with the SDK. */
public final class AwsStore {
  /** The region of everything here. */
  public static final String REGION = "eu-central-1";

  private static final AwsStaticCredentials REFERENCES =
      new AwsStaticCredentials(reference("id"), reference("key"), null);

  private AwsStore() {}

  /** Settings with an access key from {@link StoredCredentials}. */
  public static AwsSettings settings(URI endpoint) {
    return new AwsSettings(REGION, endpoint.toString(), AwsAuth.byKey(REFERENCES), null);
  }

  /** The same with a session token under {@code token}. */
  public static AwsSettings settingsWithSession(URI endpoint) {
    return new AwsSettings(
        REGION,
        endpoint.toString(),
        AwsAuth.byKey(
            new AwsStaticCredentials(reference("id"), reference("key"), reference("token"))),
        null);
  }

  /** Opens a provider. */
  public static SecretProvider open(
      AwsSettings settings, CredentialSource credentials, Duration timeout) {
    return new AwsProviderFactory().open(settings, environment(credentials, timeout));
  }

  /** Surroundings without a cluster, at the epoch. */
  public static ProviderEnvironment environment(CredentialSource credentials, Duration timeout) {
    return environment(credentials, timeout, InstantSource.fixed(Instant.EPOCH));
  }

  /** Surroundings without a cluster. */
  public static ProviderEnvironment environment(
      CredentialSource credentials, Duration timeout, InstantSource clock) {
    ClusterSecrets none =
        (namespace, name, account) ->
            new ClusterSecrets.Lookup.Refused(
                ProviderFailure.of(FailureKind.UNAVAILABLE, "no cluster here"));
    return new ProviderEnvironment(credentials, none, clock, timeout, 16);
  }

  /** A person's client; the caller closes it. */
  public static SecretsManagerClient person(URI endpoint, String accessKeyId) {
    return SecretsManagerClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(accessKeyId, "of-a-person")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  private static SecretKeyReference reference(String key) {
    return new SecretKeyReference("aws", key, null);
  }
}
