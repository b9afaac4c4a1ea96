package dev.keywright.provider.vault;

/** One of Vault's auth methods. Thread-safe. */
interface LoginMethod {
  /** Gets a token. Reads the credential anew each time, so that a changed one counts. */
  VaultLogin login(VaultGateway gateway, Deadline deadline);

  /** Who we are by this method, without the policies, for instance {@code kubernetes/shop}. */
  String identity(TokenDescription token);
}
