package dev.keywright.provider.aws;

import dev.keywright.provider.spi.ProviderEnvironment;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/** The login that a store's settings ask for. */
final class AwsLogins {
  private AwsLogins() {}

  /**
   * The login.
   *
   * @param settings without a problem
   */
  static AwsLogin of(
      AwsSettings settings, AwsClientBuild clients, ProviderEnvironment environment) {
    AwsLogin first = first(settings.auth(), clients, environment);
    return settings.roles().isEmpty()
        ? first
        : new RoleChainLogin(first, settings.roles(), clients, environment.clock());
  }

  private static AwsLogin first(
      AwsAuth auth, AwsClientBuild clients, ProviderEnvironment environment) {
    if (auth.staticCredentials() != null) {
      return new StaticLogin(environment.credentials(), auth.staticCredentials());
    }
    if (auth.webIdentity() != null) {
      return new WebIdentityLogin(
          auth.webIdentity(), environment.credentials(), clients, environment.clock());
    }
    return new EnvironmentLogin(() -> DefaultCredentialsProvider.builder().build());
  }
}
