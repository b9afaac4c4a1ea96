package dev.keywright.provider.vault;

import dev.keywright.core.SecretMaterial;
import dev.keywright.provider.spi.Credential;
import dev.keywright.provider.spi.CredentialSource;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.ServiceAccountReference;
import io.github.jopenlibs.vault.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Login with a fresh token of a ServiceAccount. Vault's auth methods {@code kubernetes} and {@code
 * jwt} take the same request; they differ in how Vault checks the token.
 *
 * @param role what is asked for at which mount
 * @param account whose token is shown
 * @param audiences of that token
 * @param credentials makes the token
 * @param clock tells when
 */
record ServiceAccountLogin(
    Role role,
    ServiceAccountReference account,
    List<String> audiences,
    CredentialSource credentials,
    InstantSource clock)
    implements LoginMethod {
  /** The settings block of the method {@code kubernetes}. */
  static final String KUBERNETES = "kubernetes";

  /** The shortest that the Kubernetes API issues; the token is used once. */
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  /**
   * A role of an auth method.
   *
   * @param block name of the settings block, for messages
   * @param mount mount of the auth method, without {@code auth/}
   * @param name the role
   */
  record Role(String block, String mount, String name) {}

  @Override
  public VaultLogin login(VaultGateway gateway, Deadline deadline) {
    return switch (credentials.serviceAccountToken(account, audiences, LIFETIME)) {
      case Credential.Refused(ProviderFailure failure) -> new VaultLogin.Refused(failure);
      case Credential.Resolved(SecretMaterial jwt) -> login(jwt, gateway, deadline);
    };
  }

  @Override
  public String identity(TokenDescription token) {
    return role.mount() + "/" + role.name();
  }

  private VaultLogin login(SecretMaterial jwt, VaultGateway gateway, Deadline deadline) {
    VaultRequest request =
        VaultRequest.login(
            "auth/" + role.mount() + "/login",
            new JsonObject().add("role", role.name()).add("jwt", jwt.revealUtf8()));
    return new LoginExchange(gateway, clock).send(request, deadline, this::denied);
  }

  /** Names every setting that can be at odds: Vault gives the same answer for all of them. */
  private String denied() {
    String common =
        ("Vault refuses role %s at auth/%s to ServiceAccount %s; the auth mount and the role must"
                + " exist, the role must be bound to this account and its namespace, and its"
                + " audience must be among auth.%s.audiences (now %s)")
            .formatted(role.name(), role.mount(), account.name(), role.block(), audiences);
    return role.block().equals(KUBERNETES)
        ? common
            + "; a mount without a token reviewer of its own shows this token to the API server,"
            + " which takes only its own audience: name it there, and allow it in the chart value"
            + " tokens.audiences"
        : common;
  }
}
