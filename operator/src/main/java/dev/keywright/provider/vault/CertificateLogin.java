package dev.keywright.provider.vault;

import io.github.jopenlibs.vault.json.JsonObject;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Login with the client certificate of the connection (Vault's auth method {@code cert}).
 *
 * @param mount mount of the auth method, without {@code auth/}
 * @param role the certificate role; empty lets Vault choose
 * @param clock tells when
 */
record CertificateLogin(String mount, Optional<String> role, InstantSource clock)
    implements LoginMethod {

  @Override
  public VaultLogin login(VaultGateway gateway, Deadline deadline) {
    JsonObject body = new JsonObject();
    role.ifPresent(name -> body.add("name", name));
    return new LoginExchange(gateway, clock)
        .send(VaultRequest.login("auth/" + mount + "/login", body), deadline, this::denied);
  }

  @Override
  public String identity(TokenDescription token) {
    return mount + "/" + role.orElse(token.displayName());
  }

  private String denied() {
    return ("Vault refuses the certificate of clientTls at auth/%s%s; the auth mount and a role that"
            + " the certificate fits must exist, the certificate must be valid, and nothing in"
            + " between may end TLS")
        .formatted(mount, role.map(name -> " as role " + name).orElse(""));
  }
}
