package dev.keywright.provider.aws;

import com.google.auto.service.AutoService;
import dev.keywright.provider.spi.ProviderEnvironment;
import dev.keywright.provider.spi.SecretProvider;
import dev.keywright.provider.spi.SecretProviderFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes providers for AWS Secrets Manager: {@code spec.provider.awsSecretsManager}. */
@SuppressWarnings("rawtypes") // a service is found by its raw type
@AutoService(SecretProviderFactory.class)
public final class AwsProviderFactory implements SecretProviderFactory<AwsSettings> {
  @Override
  public String name() {
    return "awsSecretsManager";
  }

  @Override
  public Class<AwsSettings> settingsType() {
    return AwsSettings.class;
  }

  @Override
  public Optional<String> problemOf(AwsSettings settings) {
    AwsAuth auth = settings.auth();
    long ways =
        Stream.of(auth.staticCredentials(), auth.webIdentity(), auth.environment())
            .filter(Objects::nonNull)
            .count();
    if (ways != 1) {
      return Optional.of(
          "auth must have exactly one of static, webIdentity, environment: keep the one to use and"
              + " remove the others");
    }
    return settings.endpoint() == null ? Optional.empty() : problemOfEndpoint(settings.endpoint());
  }

  @Override
  public SecretProvider open(AwsSettings settings, ProviderEnvironment environment) {
    return AwsProvider.open(settings, environment);
  }

  /** Each call costs money and counts against a quota of the whole account. */
  @Override
  public Duration defaultRefreshInterval() {
    return Duration.ofHours(1);
  }

  private static Optional<String> problemOfEndpoint(String endpoint) {
    try {
      URI uri = new URI(endpoint);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      boolean bare =
          uri.getHost() != null
              && uri.getRawUserInfo() == null
              && isEmpty(uri.getRawQuery())
              && isEmpty(uri.getRawFragment())
              && (isEmpty(uri.getRawPath()) || "/".equals(uri.getRawPath()));
      if (web && bare) {
        return Optional.empty();
      }
    } catch (URISyntaxException notAnAddress) {
      // said below; the text of the exception repeats the whole input
    }
    return Optional.of(
        "endpoint must be https:// or http:// with a host and, where needed, a port, and nothing"
            + " else; leave it out for the public endpoint of the region");
  }

  private static boolean isEmpty(@Nullable String part) {
    return part == null || part.isEmpty();
  }
}
