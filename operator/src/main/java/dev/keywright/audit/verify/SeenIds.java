package dev.keywright.audit.verify;

import java.util.Arrays;

/**
 * The latest ids, to count those that come again: at least the last 65 536. Fixed memory, about 8
 * MiB: two tables take turns, and the older one is forgotten when the younger is full.
 */
final class SeenIds {
  private static final int KEPT = 1 << 16;
  private static final int SLOTS = 1 << 18;

  private long[] young = new long[SLOTS];
  private long[] old = new long[SLOTS];
  private int count;

  /** Adds an id; whether it was there. */
  boolean add(long most, long least) {
    // An id is a digest: folded to 63 bits, two of a few 100 000 hardly ever meet. Zero marks a
    // free slot.
    long key = (most ^ Long.rotateLeft(least, 32)) | 1;
    boolean known = young[find(young, key)] == key || old[find(old, key)] == key;
    if (young[find(young, key)] != key) {
      if (count == KEPT) {
        long[] forgotten = old;
        old = young;
        young = forgotten;
        Arrays.fill(young, 0);
        count = 0;
      }
      young[find(young, key)] = key;
      count++;
    }
    return known;
  }

  private static int find(long[] table, long key) {
    int slot = (int) (key >>> 32) & (SLOTS - 1);
    while (table[slot] != 0 && table[slot] != key) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    return slot;
  }
}
