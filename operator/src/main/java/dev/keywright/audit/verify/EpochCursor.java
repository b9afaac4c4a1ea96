package dev.keywright.audit.verify;

/** How far one epoch has been read. */
final class EpochCursor {
  private final long epoch;
  private final Hash256 lastHash = new Hash256();
  private final long firstSeq;
  private long lastSeq;
  private boolean started;
  private long child;
  private long childFrom;

  /**
   * @param firstSeq place of the first record that is there
   * @param started whether that is the epoch's own first record
   */
  EpochCursor(long epoch, long firstSeq, boolean started) {
    this.epoch = epoch;
    this.firstSeq = firstSeq;
    this.lastSeq = firstSeq - 1;
    this.started = started;
  }

  long epoch() {
    return epoch;
  }

  /** Whether a place lies before the epoch's own first record. */
  boolean isBefore(long seq) {
    return started && seq < firstSeq;
  }

  long lastSeq() {
    return lastSeq;
  }

  Hash256 lastHash() {
    return lastHash;
  }

  void advance(long seq, Hash256 hash) {
    lastSeq = seq;
    lastHash.copy(hash);
  }

  /** Whether the epoch's own first record was there. */
  boolean isStarted() {
    return started;
  }

  void start() {
    started = true;
  }

  /** The epoch that continues this one; 0 when none does yet. */
  long child() {
    return child;
  }

  /** Epoch {@code next} continues from place {@code seq} of this one. */
  void continuedBy(long next, long seq) {
    child = next;
    childFrom = seq;
  }

  /** Records of this epoch behind the one from which the next epoch continues. */
  long tail() {
    return child == 0 ? 0 : Math.max(0, lastSeq - childFrom);
  }
}
