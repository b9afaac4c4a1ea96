package dev.keywright.provider.vault;

import dev.keywright.core.SecretMaterial;
import dev.keywright.provider.spi.Credential;
import dev.keywright.provider.spi.CredentialSource;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.SecretKeyReference;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A token that somebody gave us. It is looked up once, to prove it and to learn whether it must be
 * renewed; it is not ours to revoke.
 *
 * @param reference where it is kept
 * @param credentials reads it
 * @param clock tells when
 */
record TokenLogin(SecretKeyReference reference, CredentialSource credentials, InstantSource clock)
    implements LoginMethod {
  /** What can travel in an HTTP header. */
  private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,4096}");

  @Override
  public VaultLogin login(VaultGateway gateway, Deadline deadline) {
    return switch (credentials.secret(reference)) {
      case Credential.Refused(ProviderFailure failure) -> new VaultLogin.Refused(failure);
      case Credential.Resolved(SecretMaterial material) ->
          prove(SecretMaterial.ofUtf8(material.revealUtf8().strip()), gateway, deadline);
    };
  }

  private VaultLogin prove(SecretMaterial token, VaultGateway gateway, Deadline deadline) {
    if (!FORM.matcher(token.revealUtf8()).matches()) {
      return refused(
          FailureKind.INVALID,
          "key %s of Secret %s holds no Vault token; it must be one line of text"
              .formatted(reference.key(), reference.name()));
    }
    return switch (gateway.send(Optional.of(token), TokenDescription.REQUEST, deadline)) {
      case VaultAnswer.Success(var body) ->
          TokenDescription.in(body)
              .<VaultLogin>map(description -> in(token, description))
              .orElseGet(() -> new VaultLogin.Refused(gateway.garbled()));
      case VaultAnswer.Failed(ProviderFailure failure) when failure.kind() == FailureKind.DENIED ->
          refused(
              FailureKind.DENIED,
              "Vault does not accept the token in key %s of Secret %s: it is wrong, expired or revoked, or may not read auth/token/lookup-self"
                  .formatted(reference.key(), reference.name()));
      case VaultAnswer.Failed(ProviderFailure failure) -> new VaultLogin.Refused(failure);
      case VaultAnswer.NotThere there -> new VaultLogin.Refused(gateway.garbled());
      case VaultAnswer.NotTaken not -> new VaultLogin.Refused(gateway.garbled());
    };
  }

  private VaultLogin in(SecretMaterial token, TokenDescription description) {
    Instant now = clock.instant();
    return new VaultLogin.In(
        new VaultToken(token, false, description.renewable(), description.lease(), now, now));
  }

  @Override
  public String identity(TokenDescription token) {
    return "token/" + token.displayName();
  }

  private static VaultLogin refused(FailureKind kind, String message) {
    return new VaultLogin.Refused(ProviderFailure.of(kind, message));
  }
}
