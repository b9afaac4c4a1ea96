package dev.keywright.provider.vault;

import dev.keywright.core.SecretMaterial;
import dev.keywright.provider.spi.Credential;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.SecretKeyReference;
import io.github.jopenlibs.vault.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A secret id that is handed over inside a response-wrapping token (Vault documentation, "Response
 * wrapping"). The token works once: what it held is kept here for as long as the Secret holds that
 * same token. Before it is unwrapped, Vault is asked where it was made: a token of another origin
 * was put there by somebody else. Thread-safe.
 */
final class WrappedSecretId {
  private static final String LOOKUP = "sys/wrapping/lookup";
  private static final VaultRequest UNWRAP =
      VaultRequest.write("sys/wrapping/unwrap", new JsonObject());

  private final String mount;
  private final SecretKeyReference place;
  private @Nullable Unwrapped last;

  /**
   * @param mount of the auth method, without {@code auth/}
   * @param place where the token is kept, for messages
   */
  WrappedSecretId(String mount, SecretKeyReference place) {
    this.mount = mount;
    this.place = place;
  }

  private record Unwrapped(SecretMaterial token, SecretMaterial secretId) {}

  /** The secret id in {@code token}; asks Vault only for a token that was not seen before. */
  synchronized Credential unwrap(SecretMaterial token, VaultGateway gateway, Deadline deadline) {
    Unwrapped known = last;
    if (known != null && known.token().equals(token)) {
      return new Credential.Resolved(known.secretId());
    }
    Optional<ProviderFailure> wrongOrigin = checkOrigin(token, gateway, deadline);
    return wrongOrigin.isPresent()
        ? new Credential.Refused(wrongOrigin.get())
        : open(token, gateway, deadline);
  }

  private Optional<ProviderFailure> checkOrigin(
      SecretMaterial token, VaultGateway gateway, Deadline deadline) {
    VaultRequest request =
        VaultRequest.login(LOOKUP, new JsonObject().add("token", token.revealUtf8()));
    return switch (gateway.send(Optional.empty(), request, deadline)) {
      case VaultAnswer.Success(JsonObject body) ->
          isSecretId(body) ? Optional.empty() : Optional.of(foreign());
      case VaultAnswer.Failed(ProviderFailure failure) when failure.kind() == FailureKind.DENIED ->
          Optional.of(spent());
      case VaultAnswer.Failed(ProviderFailure failure) -> Optional.of(failure);
      case VaultAnswer.NotThere there -> Optional.of(gateway.garbled());
      case VaultAnswer.NotTaken not -> Optional.of(gateway.garbled());
    };
  }

  private boolean isSecretId(JsonObject body) {
    String prefix = "auth/" + mount + "/role/";
    return VaultJson.object(body, "data")
        .flatMap(data -> VaultJson.text(data, "creation_path"))
        .filter(path -> path.startsWith(prefix) && path.endsWith("/secret-id"))
        .isPresent();
  }

  private Credential open(SecretMaterial token, VaultGateway gateway, Deadline deadline) {
    return switch (gateway.send(Optional.of(token), UNWRAP, deadline)) {
      case VaultAnswer.Success(JsonObject body) ->
          VaultJson.object(body, "data")
              .flatMap(data -> VaultJson.text(data, "secret_id"))
              .<Credential>map(secretId -> keep(token, SecretMaterial.ofUtf8(secretId)))
              .orElseGet(() -> new Credential.Refused(gateway.garbled()));
      case VaultAnswer.Failed(ProviderFailure failure) when failure.kind() == FailureKind.DENIED ->
          new Credential.Refused(spent());
      case VaultAnswer.Failed(ProviderFailure failure) -> new Credential.Refused(failure);
      case VaultAnswer.NotThere there -> new Credential.Refused(gateway.garbled());
      case VaultAnswer.NotTaken not -> new Credential.Refused(spent());
    };
  }

  private Credential keep(SecretMaterial token, SecretMaterial secretId) {
    last = new Unwrapped(token, secretId);
    return new Credential.Resolved(secretId);
  }

  private ProviderFailure spent() {
    return ProviderFailure.of(
        FailureKind.DENIED,
        ("the wrapping token in key %s of Secret %s is expired or was used before; if the operator"
                + " did not use it before a restart, somebody else did: revoke the role's secret"
                + " ids. Put a fresh one there")
            .formatted(place.key(), place.name()));
  }

  private ProviderFailure foreign() {
    return ProviderFailure.of(
        FailureKind.INVALID,
        ("the wrapping token in key %s of Secret %s was not made by auth/%s/role/.../secret-id; it"
                + " is not unwrapped")
            .formatted(place.key(), place.name(), mount));
  }
}
