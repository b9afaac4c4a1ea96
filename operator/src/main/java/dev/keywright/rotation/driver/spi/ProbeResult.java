package dev.keywright.rotation.driver.spi;

import dev.keywright.provider.spi.ProviderFailure;

/** The answer to {@link RotationDriver#probe}. */
public sealed interface ProbeResult {
  /** The pending values are good. */
  record Accepted() implements ProbeResult {}

  /**
   * They are not.
   *
   * @param message why, as a fixed sentence plus identifiers; never text from the target
   */
  record Rejected(String message) implements ProbeResult {}

  /**
   * The target did not say.
   *
   * @param failure why
   */
  record Unknown(ProviderFailure failure) implements ProbeResult {}
}
