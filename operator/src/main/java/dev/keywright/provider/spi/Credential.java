package dev.keywright.provider.spi;

import dev.keywright.core.SecretMaterial;

/** The answer of a {@link CredentialSource}. */
public sealed interface Credential {
  /**
   * The credential.
   *
   * @param material the value
   */
  record Resolved(SecretMaterial material) implements Credential {}

  /**
   * It cannot be had.
   *
   * @param failure why: {@link FailureKind#INVALID} when the object or key is missing or out of the
   *     store's reach, {@link FailureKind#DENIED} when Kubernetes refuses, {@link
   *     FailureKind#UNAVAILABLE} when it does not answer
   */
  record Refused(ProviderFailure failure) implements Credential {}
}
