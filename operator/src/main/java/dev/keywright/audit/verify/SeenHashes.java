package dev.keywright.audit.verify;

import java.util.Arrays;

/**
 * The hashes of the latest records by their place: of each epoch about the last 65 536. Fixed
 * memory, about 6 MiB. Two epochs in a row keep out of each other's way.
 */
final class SeenHashes {
  private static final int SLOTS = 1 << 17;

  private final long[] epochs = new long[SLOTS];
  private final long[] seqs = new long[SLOTS];
  private final long[] hashes = new long[4 * SLOTS];

  SeenHashes() {
    Arrays.fill(seqs, -1);
  }

  void put(long epoch, long seq, Hash256 hash) {
    int slot = slot(epoch, seq);
    epochs[slot] = epoch;
    seqs[slot] = seq;
    hash.save(hashes, 4 * slot);
  }

  /** Loads the hash at a place into {@code into}; false when it is not known (any longer). */
  boolean find(long epoch, long seq, Hash256 into) {
    int slot = slot(epoch, seq);
    if (epochs[slot] != epoch || seqs[slot] != seq) {
      return false;
    }
    into.load(hashes, 4 * slot);
    return true;
  }

  private static int slot(long epoch, long seq) {
    return (int) ((seq << 1) | (epoch & 1)) & (SLOTS - 1);
  }
}
