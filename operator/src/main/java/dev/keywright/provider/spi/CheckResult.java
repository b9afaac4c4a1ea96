package dev.keywright.provider.spi;

import java.util.Set;

/** The answer to a check of the store itself. */
public sealed interface CheckResult {
  /** What a store can do for Keywright. */
  enum Capability {
    /** Values can be read. */
    READ,
    /** Values can be staged and committed. */
    ROTATE
  }

  /**
   * The store answered and knows us.
   *
   * @param identity who we are there, printable, for instance {@code kubernetes/shop (policies:
   *     shop-read)}
   * @param capabilities what the store is able to do as configured
   */
  record Ready(String identity, Set<Capability> capabilities) implements CheckResult {
    public Ready {
      capabilities = Set.copyOf(capabilities);
    }
  }

  /**
   * It did not.
   *
   * @param failure why
   */
  record Failed(ProviderFailure failure) implements CheckResult {}
}
