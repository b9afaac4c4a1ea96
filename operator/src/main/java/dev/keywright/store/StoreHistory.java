package dev.keywright.store;

import dev.keywright.fetch.StoreDefinition;
import dev.keywright.fetch.StoreProbe;
import java.time.Instant;
import java.util.Optional;

/**
 * What this process remembers of its checks of one store.
 *
 * @param uid the store object that was checked; empty text before the first check
 * @param generation the generation that was checked
 * @param failures how many checks in a row have failed
 * @param checkedAt when the last one ended
 * @param outcome what it showed; empty before the first check
 */
record StoreHistory(
    String uid,
    long generation,
    int failures,
    Instant checkedAt,
    Optional<StoreProbe.Outcome> outcome) {
  /** Before the first check. */
  static final StoreHistory NONE = new StoreHistory("", 0, 0, Instant.MIN, Optional.empty());

  private static final int COUNTED_UP_TO = 30;

  /** Whether the last check was of {@code store} as its spec is now. */
  boolean isOf(StoreDefinition store) {
    return uid.equals(store.uid()) && generation == store.generation();
  }

  /** The history after another check. */
  StoreHistory after(StoreDefinition store, StoreProbe.Outcome outcome, Instant now) {
    int before = isOf(store) ? failures : 0;
    int failing =
        outcome instanceof StoreProbe.Outcome.Answered ? 0 : Math.min(before + 1, COUNTED_UP_TO);
    return new StoreHistory(store.uid(), store.generation(), failing, now, Optional.of(outcome));
  }
}
