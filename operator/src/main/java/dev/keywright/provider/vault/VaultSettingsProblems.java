package dev.keywright.provider.vault;

import dev.keywright.provider.spi.SecretPath;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the CRD schema cannot see, or could not when the object was stored. */
final class VaultSettingsProblems {
  private VaultSettingsProblems() {}

  /** The first thing that is wrong with {@code settings}; empty when they can be used. */
  static Optional<String> firstOf(VaultSettings settings) {
    return addressProblem(settings.address())
        .or(() -> kvVersionProblem(settings.kvVersion()))
        .or(() -> pathProblem("mount", settings.mount()))
        .or(() -> caProblem(settings.ca()))
        .or(() -> authProblem(settings.auth()))
        .or(() -> certificateProblem(settings));
  }

  private static Optional<String> kvVersionProblem(@Nullable Integer kvVersion) {
    return kvVersion == null || kvVersion == 1 || kvVersion == 2
        ? Optional.empty()
        : Optional.of("vault.kvVersion must be 1 or 2");
  }

  private static Optional<String> addressProblem(String address) {
    try {
      URI uri = new URI(address);
      boolean isHttp = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (isHttp
          && uri.getHost() != null
          && Stream.of(uri.getRawUserInfo(), uri.getRawQuery(), uri.getRawFragment())
              .allMatch(Objects::isNull)) {
        return Optional.empty();
      }
    } catch (URISyntaxException e) {
      // said below
    }
    return Optional.of(
        "vault.address must be http:// or https:// with a host and optionally a port and a path,"
            + " for instance https://vault.vault.svc:8200");
  }

  private static Optional<String> pathProblem(String field, @Nullable String path) {
    return Optional.ofNullable(path)
        .flatMap(SecretPath::problemOf)
        .map(problem -> "vault." + field + ": " + problem);
  }

  private static Optional<String> caProblem(VaultSettings.@Nullable CaBundle ca) {
    if (ca == null || isOne(ca.inline(), ca.configMapRef(), ca.secretRef())) {
      return Optional.empty();
    }
    return Optional.of(
        "vault.ca must have exactly one of inline, configMapRef and secretRef; keep one and remove"
            + " the others");
  }

  private static Optional<String> authProblem(VaultSettings.Auth auth) {
    if (!isOne(
        auth.token(),
        auth.kubernetes(),
        auth.jwt(),
        auth.appRole(),
        auth.cert(),
        auth.userPass(),
        auth.ldap())) {
      return Optional.of(
          "vault.auth must have exactly one of token, kubernetes, jwt, appRole, cert, userPass and"
              + " ldap; keep one and remove the others");
    }
    return mountProblem("kubernetes", auth.kubernetes(), VaultSettings.KubernetesAuth::mount)
        .or(() -> mountProblem("jwt", auth.jwt(), VaultSettings.JwtAuth::mount))
        .or(() -> mountProblem("appRole", auth.appRole(), AppRoleAuth::mount))
        .or(() -> mountProblem("cert", auth.cert(), CertAuth::mount))
        .or(() -> passwordProblem("userPass", auth.userPass()))
        .or(() -> passwordProblem("ldap", auth.ldap()));
  }

  private static Optional<String> passwordProblem(String method, @Nullable PasswordAuth auth) {
    return mountProblem(method, auth, PasswordAuth::mount)
        .or(
            () ->
                Optional.ofNullable(auth)
                    .map(PasswordAuth::username)
                    .filter(username -> username.contains("/"))
                    .map(
                        username -> "vault.auth." + method + ".username must not contain a slash"));
  }

  private static <T> Optional<String> mountProblem(
      String method, @Nullable T auth, Function<T, @Nullable String> mount) {
    return auth == null
        ? Optional.empty()
        : pathProblem("auth." + method + ".mount", mount.apply(auth));
  }

  private static Optional<String> certificateProblem(VaultSettings settings) {
    return settings.auth().cert() != null && settings.clientTls() == null
        ? Optional.of(
            "vault.auth.cert must have vault.clientTls beside auth: the certificate to log in with")
        : Optional.empty();
  }

  private static boolean isOne(@Nullable Object... blocks) {
    return Stream.of(blocks).filter(Objects::nonNull).count() == 1;
  }
}
