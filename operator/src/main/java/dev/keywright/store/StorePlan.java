package dev.keywright.store;

import java.time.Duration;

/** What to do about a store. */
sealed interface StorePlan {
  /** Ask it now. */
  record Check() implements StorePlan {}

  /**
   * What is known is good enough.
   *
   * @param nextCheck how long until it is not
   */
  record Wait(Duration nextCheck) implements StorePlan {}
}
