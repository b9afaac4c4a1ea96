package dev.keywright.rotation.driver.spi;

import dev.keywright.provider.spi.ProviderFailure;

/** The answer to {@link RotationDriver#apply}. */
public sealed interface ApplyResult {
  /** The target says that the values are valid now. */
  record Applied() implements ApplyResult {}

  /**
   * The target refuses these values and would refuse them again; others may do.
   *
   * @param message why, as a fixed sentence plus identifiers; never text from the target
   */
  record Rejected(String message) implements ApplyResult {}

  /**
   * Unknown or refused; a probe finds out.
   *
   * @param failure why
   */
  record Failed(ProviderFailure failure) implements ApplyResult {}
}
