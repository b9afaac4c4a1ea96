package dev.keywright.provider.vault;

import java.time.Duration;

/**
 * When a call must be over, by the machine's monotonic clock: elapsed time is not a time of day, so
 * a clock that is set back cannot make a call last longer.
 *
 * @param nanoTime a reading of {@link System#nanoTime()}
 */
record Deadline(long nanoTime) {
  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** What is left, never negative. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
  }
}
