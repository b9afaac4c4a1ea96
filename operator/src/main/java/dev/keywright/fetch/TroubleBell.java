package dev.keywright.fetch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Lets a sign of trouble through at most once in ten seconds. Thread-safe. */
final class TroubleBell {
  static final Duration SILENCE = Duration.ofSeconds(10);

  private final InstantSource clock;
  private Instant quietUntil = Instant.MIN;

  TroubleBell(InstantSource clock) {
    this.clock = clock;
  }

  /** Whether it may ring now; if so, it then is silent for a while. */
  synchronized boolean mayRing() {
    Instant now = clock.instant();
    if (now.isBefore(quietUntil)) {
      return false;
    }
    quietUntil = now.plus(SILENCE);
    return true;
  }
}
