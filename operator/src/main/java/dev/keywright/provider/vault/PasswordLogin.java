package dev.keywright.provider.vault;

import dev.keywright.core.SecretMaterial;
import dev.keywright.provider.spi.Credential;
import dev.keywright.provider.spi.CredentialSource;
import dev.keywright.provider.spi.ProviderFailure;
import io.github.jopenlibs.vault.json.JsonObject;
import java.time.InstantSource;

/**
 * Login with a name and a password. Vault's auth methods {@code userpass} and {@code ldap} take the
 * same request.
 *
 * @param auth who, and where the password is
 * @param mount mount of the auth method, without {@code auth/}
 * @param credentials reads the password
 * @param clock tells when
 */
record PasswordLogin(
    PasswordAuth auth, String mount, CredentialSource credentials, InstantSource clock)
    implements LoginMethod {

  @Override
  public VaultLogin login(VaultGateway gateway, Deadline deadline) {
    return switch (credentials.secret(auth.passwordRef())) {
      case Credential.Refused(ProviderFailure failure) -> new VaultLogin.Refused(failure);
      case Credential.Resolved(SecretMaterial password) -> login(password, gateway, deadline);
    };
  }

  @Override
  public String identity(TokenDescription token) {
    return mount + "/" + auth.username();
  }

  private VaultLogin login(SecretMaterial password, VaultGateway gateway, Deadline deadline) {
    VaultRequest request =
        VaultRequest.login(
            "auth/" + mount + "/login/" + auth.username(),
            new JsonObject().add("password", withoutLineEnd(password.revealUtf8())));
    return new LoginExchange(gateway, clock).send(request, deadline, this::denied);
  }

  /** Files end with a line end that is not part of the password; spaces may be. */
  private static String withoutLineEnd(String text) {
    return text.replaceFirst("\\R\\z", "");
  }

  private String denied() {
    return ("Vault refuses user %s at auth/%s; the auth mount and the user must exist, and the"
            + " password in key %s of Secret %s must be the user's")
        .formatted(auth.username(), mount, auth.passwordRef().key(), auth.passwordRef().name());
  }
}
