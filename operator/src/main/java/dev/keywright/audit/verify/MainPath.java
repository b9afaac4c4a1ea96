package dev.keywright.audit.verify;

/**
 * Follows the chain through its epochs: a new epoch may continue from before the end of the one
 * before. Records are therefore held back, the last 32 768 of them in fixed memory of 2 MiB; no
 * epoch leaves a longer tail, since fewer records are ever on their way. Not thread-safe.
 */
final class MainPath {
  private static final int LAG = 1 << 15;
  private static final int SLOTS = 2 * LAG;
  private static final int HASH_NUMBERS = 4;

  private final LeafListener listener;
  private final long[] held = new long[HASH_NUMBERS * SLOTS];
  private final Hash256 next = new Hash256();
  private final byte[] bytes = new byte[32];
  private long given;
  private long end;
  private boolean broken;

  MainPath(LeafListener listener) {
    this.listener = listener;
  }

  /** A record of the latest epoch. */
  void accept(long seq, Hash256 hash) {
    if (broken || seq > end + 1 || seq <= given) {
      broken = true;
      return;
    }
    hash.save(held, slot(seq));
    end = seq;
    if (end - given > LAG) {
      give();
    }
  }

  /** Gives out what was held back. */
  void finish() {
    while (!broken && given < end) {
      give();
    }
  }

  private void give() {
    given++;
    next.load(held, slot(given));
    next.writeTo(bytes);
    listener.leaf(given, bytes);
  }

  private static int slot(long seq) {
    return HASH_NUMBERS * (int) (seq & (SLOTS - 1));
  }
}
