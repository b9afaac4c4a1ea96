package dev.keywright.provider.vault;

import dev.keywright.core.SecretMaterial;
import dev.keywright.provider.spi.ProviderFailure;
import java.util.Optional;

/**
 * Sends one request and says what it came to. Thread-safe.
 *
 * @param transport sends
 * @param failures says what replies mean
 */
record VaultGateway(VaultTransport transport, VaultFailures failures) {

  /**
   * @param token empty for a login
   */
  VaultAnswer send(Optional<SecretMaterial> token, VaultRequest request, Deadline deadline) {
    return switch (transport.send(token, request, deadline)) {
      case VaultTransport.Sent.Replied(VaultReply reply) -> failures.translate(reply, request);
      case VaultTransport.Sent.NotSent(ProviderFailure failure) -> new VaultAnswer.Failed(failure);
    };
  }

  /** What to say of a success that is not of the documented form. */
  ProviderFailure garbled() {
    return failures.garbled();
  }
}
