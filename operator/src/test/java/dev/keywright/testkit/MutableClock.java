package dev.keywright.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that moves only when a test says so. Thread-safe. */
public final class MutableClock implements InstantSource {
  private Instant now;

  public MutableClock(Instant now) {
    this.now = now;
  }

  /** A clock that begins at noon of an ordinary day. */
  public static MutableClock atNoon() {
    return new MutableClock(Instant.parse("2026-03-04T12:00:00Z"));
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /** Moves time forward. */
  public synchronized void advance(Duration by) {
    now = now.plus(by);
  }

  /** Moves time. */
  public synchronized void set(Instant instant) {
    now = instant;
  }
}
