package dev.keywright.audit;

import java.time.Duration;

/** Waits that double up to a cap. Not thread-safe. */
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(100);

  private final Duration cap;
  private Duration next = FIRST;

  Backoff(Duration cap) {
    this.cap = cap;
  }

  Duration next() {
    Duration wait = next.compareTo(cap) < 0 ? next : cap;
    next = wait.multipliedBy(2);
    return wait;
  }

  void reset() {
    next = FIRST;
  }
}
