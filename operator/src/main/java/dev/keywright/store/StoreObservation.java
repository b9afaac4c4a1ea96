package dev.keywright.store;

import dev.keywright.api.v1alpha1.SecretStoreStatus;
import dev.keywright.fetch.StoreDefinition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A picture of everything that a decision about one store needs.
 *
 * @param store the store as its object describes it
 * @param status its status as last written; null before the first write
 * @param history what this process remembers of it
 * @param suspected whether somebody had trouble with it since the last check
 * @param policies how many policies name it
 * @param now the time of the picture
 */
record StoreObservation(
    StoreDefinition store,
    @Nullable SecretStoreStatus status,
    StoreHistory history,
    boolean suspected,
    int policies,
    Instant now) {
  StoreObservation with(StoreHistory newer, Instant later) {
    return new StoreObservation(store, status, newer, false, policies, later);
  }
}
