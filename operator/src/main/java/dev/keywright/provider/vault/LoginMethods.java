package dev.keywright.provider.vault;

import dev.keywright.provider.spi.CredentialSource;
import dev.keywright.provider.spi.ProviderEnvironment;
import dev.keywright.provider.spi.ServiceAccountReference;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The login method that a store's settings ask for. */
final class LoginMethods {
  private static final List<String> DEFAULT_AUDIENCES = List.of("vault");

  private final CredentialSource credentials;
  private final InstantSource clock;

  private LoginMethods(ProviderEnvironment environment) {
    this.credentials = environment.credentials();
    this.clock = environment.clock();
  }

  /**
   * The one method that {@code auth} names.
   *
   * @param auth settings without a problem
   */
  static LoginMethod of(VaultSettings.Auth auth, ProviderEnvironment environment) {
    LoginMethods methods = new LoginMethods(environment);
    return methods
        .kubernetes(auth.kubernetes())
        .or(() -> methods.jwt(auth.jwt()))
        .or(() -> methods.token(auth.token()))
        .or(() -> methods.appRole(auth.appRole()))
        .or(() -> methods.certificate(auth.cert()))
        .or(() -> methods.password(auth.userPass(), "userpass"))
        .or(() -> methods.password(auth.ldap(), "ldap"))
        .orElseThrow(
            () -> new IllegalArgumentException("settings with a problem: no way to log in"));
  }

  private Optional<LoginMethod> kubernetes(VaultSettings.@Nullable KubernetesAuth block) {
    return Optional.ofNullable(block)
        .map(
            given ->
                serviceAccount(
                    new ServiceAccountLogin.Role(
                        ServiceAccountLogin.KUBERNETES,
                        orDefault(given.mount(), "kubernetes"),
                        given.role()),
                    given.serviceAccountRef(),
                    given.audiences()));
  }

  private Optional<LoginMethod> jwt(VaultSettings.@Nullable JwtAuth block) {
    return Optional.ofNullable(block)
        .map(
            given ->
                serviceAccount(
                    new ServiceAccountLogin.Role(
                        "jwt", orDefault(given.mount(), "jwt"), given.role()),
                    given.serviceAccountRef(),
                    given.audiences()));
  }

  private Optional<LoginMethod> token(VaultSettings.@Nullable TokenAuth block) {
    return Optional.ofNullable(block)
        .map(given -> new TokenLogin(given.secretRef(), credentials, clock));
  }

  private Optional<LoginMethod> appRole(@Nullable AppRoleAuth block) {
    return Optional.ofNullable(block).map(given -> new AppRoleLogin(given, credentials, clock));
  }

  private Optional<LoginMethod> certificate(@Nullable CertAuth block) {
    return Optional.ofNullable(block)
        .map(
            given ->
                new CertificateLogin(
                    orDefault(given.mount(), "cert"), Optional.ofNullable(given.role()), clock));
  }

  private Optional<LoginMethod> password(@Nullable PasswordAuth block, String usualMount) {
    return Optional.ofNullable(block)
        .map(
            given ->
                new PasswordLogin(given, orDefault(given.mount(), usualMount), credentials, clock));
  }

  private LoginMethod serviceAccount(
      ServiceAccountLogin.Role role,
      ServiceAccountReference account,
      @Nullable List<String> audiences) {
    return new ServiceAccountLogin(
        role,
        account,
        audiences == null || audiences.isEmpty() ? DEFAULT_AUDIENCES : List.copyOf(audiences),
        credentials,
        clock);
  }

  private static String orDefault(@Nullable String value, String otherwise) {
    return value == null ? otherwise : value;
  }
}
