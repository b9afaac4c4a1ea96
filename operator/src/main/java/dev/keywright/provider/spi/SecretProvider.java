package dev.keywright.provider.spi;

import java.util.Optional;

/**
 * An open way in to one store with one identity. Thread-safe. It keeps one client and one login for
 * its whole life: logs in on first use, renews before the login ends, logs in once more when the
 * store says 403, and gives the login back on {@link #close()}.
 *
 * <p>What a store can do beyond reading is said by type: {@link VersionChecker}, {@link
 * SecretFinder}, {@link VersionedWriter}; ask with {@link #capability}. No method throws for an
 * expected failure; all are bounded by the configured timeout.
 */
public interface SecretProvider extends AutoCloseable {
  /** Reads one object. Returned material belongs to the caller. */
  ReadResult read(ReadRequest request);

  /**
   * Logs in if needed and says who we are; the cheapest call that proves address, trust and
   * identity.
   */
  CheckResult check();

  /** This provider as {@code type}, when the store as configured has that capability. */
  default <T> Optional<T> capability(Class<T> type) {
    return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
  }

  /**
   * Gives the login back and frees the client. Never throws; a call after it fails with {@link
   * FailureKind#UNAVAILABLE}.
   */
  @Override
  void close();
}
