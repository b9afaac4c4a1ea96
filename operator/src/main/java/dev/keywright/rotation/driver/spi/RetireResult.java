package dev.keywright.rotation.driver.spi;

import dev.keywright.provider.spi.ProviderFailure;

/** The answer to {@link RotationDriver#retire}. */
public sealed interface RetireResult {
  /** Nothing of the old credential is left that this driver has to take away. */
  record Retired() implements RetireResult {}

  /**
   * It may still be there; repeat.
   *
   * @param failure why
   */
  record Failed(ProviderFailure failure) implements RetireResult {}
}
