package dev.keywright.fetch;

import dev.keywright.api.v1alpha1.StoreAction;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.StoreReference;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.SecretProvider;
import java.time.Duration;

/**
 * The only way to an open store: checks that the store exists, can be opened and allows what is
 * asked. Thread-safe.
 */
public interface StoreAccess {
  /** The answer. */
  sealed interface Access {
    /**
     * Go ahead.
     *
     * @param provider open, shared with everybody who uses the same store; never close it
     * @param providerName name of the provider block, for messages and metrics
     * @param refreshInterval how often values of this provider are checked when nobody says
     */
    record Granted(SecretProvider provider, String providerName, Duration refreshInterval)
        implements Access {}

    /**
     * No: the store is missing, malformed, or does not allow it.
     *
     * @param diagnosis StoreNotFound, StoreNotReady, InvalidSpec or StoreNotAllowed, with the way
     *     out
     */
    record Refused(Diagnosis diagnosis) implements Access {}
  }

  /**
   * Opens {@code store} for a policy of {@code namespace} that wants to do {@code action} with
   * {@code path}. No remote call to the store. {@code .keywright/} is refused for everybody.
   */
  Access open(StoreReference store, String namespace, SecretPath path, StoreAction action);
}
