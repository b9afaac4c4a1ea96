package dev.keywright.provider.vault;

import dev.keywright.core.SecretMaterial;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import io.github.jopenlibs.vault.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One login request and what its reply means, the same for every auth method.
 *
 * @param gateway sends
 * @param clock tells when the token was issued
 */
record LoginExchange(VaultGateway gateway, InstantSource clock) {

  /**
   * Sends {@code request}.
   *
   * @param denied what to say when Vault refuses: it gives the same answer for everything that can
   *     be wrong, so the text names every setting
   */
  VaultLogin send(VaultRequest request, Deadline deadline, Supplier<String> denied) {
    return switch (gateway.send(Optional.empty(), request, deadline)) {
      case VaultAnswer.Success(JsonObject body) ->
          in(body).orElseGet(() -> new VaultLogin.Refused(gateway.garbled()));
      case VaultAnswer.Failed(ProviderFailure failure) when failure.kind() == FailureKind.DENIED ->
          new VaultLogin.Refused(ProviderFailure.of(FailureKind.DENIED, denied.get()));
      case VaultAnswer.Failed(ProviderFailure failure) -> new VaultLogin.Refused(failure);
      case VaultAnswer.NotThere there -> new VaultLogin.Refused(gateway.garbled());
      case VaultAnswer.NotTaken not -> new VaultLogin.Refused(gateway.garbled());
    };
  }

  private Optional<VaultLogin> in(JsonObject reply) {
    Instant now = clock.instant();
    return VaultJson.object(reply, "auth")
        .flatMap(
            auth ->
                VaultJson.text(auth, "client_token")
                    .map(
                        token ->
                            new VaultLogin.In(
                                new VaultToken(
                                    SecretMaterial.ofUtf8(token),
                                    true,
                                    auth.getBoolean("renewable", false),
                                    VaultJson.seconds(auth.get("lease_duration")),
                                    now,
                                    now))));
  }
}
