package dev.keywright.fetch;

import dev.keywright.core.Diagnosis;
import dev.keywright.core.StoreReference;
import dev.keywright.provider.spi.CheckResult.Capability;
import dev.keywright.provider.spi.ProviderFailure;
import java.util.Set;

/** Asks a store itself whether it can be used. Thread-safe. */
public interface StoreProbe {
  /** The answer. */
  sealed interface Outcome {
    /**
     * The store answered and knows us.
     *
     * @param identity who we are there, printable
     * @param capabilities what it can do for us
     */
    record Answered(String identity, Set<Capability> capabilities) implements Outcome {}

    /**
     * It did not, or refused us.
     *
     * @param failure why
     */
    record Failed(ProviderFailure failure) implements Outcome {}

    /**
     * It was not asked: its spec cannot be carried out.
     *
     * @param diagnosis InvalidSpec, or StoreNotReady while this process is stopping
     */
    record Unusable(Diagnosis diagnosis) implements Outcome {}
  }

  /**
   * Opens the store as {@code store} describes it, closing what an earlier spec had opened, and
   * asks it. Blocks for at most the store's timeout per remote call. An answer ends any holding
   * back of calls to the store.
   */
  Outcome check(StoreDefinition store);

  /** The store is gone: closes what is open to it. */
  void forget(StoreReference store);
}
