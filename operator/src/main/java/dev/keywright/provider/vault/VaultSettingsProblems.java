package dev.keywright.provider.vault;

import dev.keywright.provider.spi.SecretPath;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.Optional;
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
        .or(() -> authProblem(settings.auth()));
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
    if (!isOne(auth.token(), auth.kubernetes(), auth.jwt())) {
      return Optional.of(
          "vault.auth must have exactly one of token, kubernetes and jwt; keep one and remove the"
              + " others");
    }
    return pathProblem(
            "auth.kubernetes.mount", auth.kubernetes() == null ? null : auth.kubernetes().mount())
        .or(() -> pathProblem("auth.jwt.mount", auth.jwt() == null ? null : auth.jwt().mount()));
  }

  private static boolean isOne(@Nullable Object... blocks) {
    return Stream.of(blocks).filter(Objects::nonNull).count() == 1;
  }
}
