package dev.keywright.fetch;

import java.time.Duration;
import java.time.Instant;

/**
 * Spreads checks over time without memory: each object has its own fixed offset inside the
 * interval, so that neither a restart nor objects made together ever align them. Pure.
 */
final class RefreshSchedule {
  private RefreshSchedule() {}

  /**
   * The first instant after {@code now} that is {@code key}'s turn; at most one interval ahead.
   *
   * @param interval at least a millisecond
   */
  static Instant next(Object key, Duration interval, Instant now) {
    long length = interval.toMillis();
    long turn = spread(key, interval).toMillis();
    long intoTurn = Math.floorMod(now.toEpochMilli() - turn, length);
    return Instant.ofEpochMilli(now.toEpochMilli() + length - intoTurn);
  }

  /** A duration from zero up to {@code width}, always the same for equal text forms. */
  static Duration spread(Object key, Duration width) {
    return Duration.ofMillis(Math.floorMod(mixed(key.toString()), Math.max(1, width.toMillis())));
  }

  /** FNV-1a over the text, then the finisher of MurmurHash3: similar names must not cluster. */
  private static long mixed(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }
}
