package dev.keywright.store;

import dev.keywright.core.StoreReference;

/** Knows who uses a store. Answers from caches, without I/O. Thread-safe. */
public interface StoreUse {
  /** How many policies name the store. */
  int policiesOf(StoreReference store);

  /**
   * The store has become usable, or has gone: every policy that names it looks again within two
   * seconds.
   */
  void recheck(StoreReference store);
}
