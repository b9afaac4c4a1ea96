package dev.keywright.provider.spi;

import java.time.Duration;
import java.util.Optional;

/**
 * A call to a store that did not succeed.
 *
 * @param kind what to do about it
 * @param message a fixed sentence plus identifiers and the way out; never text from the store
 * @param retryAfter how long the store asked to wait, when it did
 */
public record ProviderFailure(FailureKind kind, String message, Optional<Duration> retryAfter) {
  /** A failure without a wish of the store's how long to wait. */
  public static ProviderFailure of(FailureKind kind, String message) {
    return new ProviderFailure(kind, message, Optional.empty());
  }
}
