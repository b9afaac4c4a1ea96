package dev.keywright.provider.vault;

import dev.keywright.provider.spi.ProviderFailure;

/** Whether Vault let us in. */
sealed interface VaultLogin {
  /**
   * It did.
   *
   * @param token to be shown from now on
   */
  record In(VaultToken token) implements VaultLogin {}

  /**
   * It did not, or the credential could not be had.
   *
   * @param failure why
   */
  record Refused(ProviderFailure failure) implements VaultLogin {}
}
