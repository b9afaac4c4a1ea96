package dev.keywright.provider.vault;

import dev.keywright.core.SecretMaterial;
import dev.keywright.provider.spi.Credential;
import dev.keywright.provider.spi.CredentialSource;
import dev.keywright.provider.spi.ProviderFailure;
import io.github.jopenlibs.vault.json.JsonObject;
import java.time.InstantSource;

/** Login with a role id and a secret id (Vault's auth method {@code approle}). Thread-safe. */
final class AppRoleLogin implements LoginMethod {
  private static final String DEFAULT_MOUNT = "approle";

  private final AppRoleAuth auth;
  private final String mount;
  private final CredentialSource credentials;
  private final InstantSource clock;
  private final WrappedSecretId wrapped;

  AppRoleLogin(AppRoleAuth auth, CredentialSource credentials, InstantSource clock) {
    this.auth = auth;
    this.mount = auth.mount() == null ? DEFAULT_MOUNT : auth.mount();
    this.credentials = credentials;
    this.clock = clock;
    this.wrapped = new WrappedSecretId(mount, auth.secretIdRef());
  }

  @Override
  public VaultLogin login(VaultGateway gateway, Deadline deadline) {
    return switch (secretId(gateway, deadline)) {
      case Credential.Refused(ProviderFailure failure) -> new VaultLogin.Refused(failure);
      case Credential.Resolved(SecretMaterial secretId) -> login(secretId, gateway, deadline);
    };
  }

  @Override
  public String identity(TokenDescription token) {
    return mount + "/" + auth.roleId();
  }

  private Credential secretId(VaultGateway gateway, Deadline deadline) {
    return switch (credentials.secret(auth.secretIdRef())) {
      case Credential.Refused refused -> refused;
      case Credential.Resolved(SecretMaterial kept) -> {
        SecretMaterial line = SecretMaterial.ofUtf8(kept.revealUtf8().strip());
        yield auth.isWrapped()
            ? wrapped.unwrap(line, gateway, deadline)
            : new Credential.Resolved(line);
      }
    };
  }

  private VaultLogin login(SecretMaterial secretId, VaultGateway gateway, Deadline deadline) {
    VaultRequest request =
        VaultRequest.login(
            "auth/" + mount + "/login",
            new JsonObject().add("role_id", auth.roleId()).add("secret_id", secretId.revealUtf8()));
    return new LoginExchange(gateway, clock).send(request, deadline, this::denied);
  }

  private String denied() {
    return ("Vault refuses role id %s at auth/%s; the auth mount and the role must exist, and the"
            + " secret id in key %s of Secret %s must be the role's, not expired or used up, and"
            + " usable from the operator's address")
        .formatted(auth.roleId(), mount, auth.secretIdRef().key(), auth.secretIdRef().name());
  }
}
