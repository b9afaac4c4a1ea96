package dev.keywright.fetch;

/**
 * Keeps something open while it is in use: once it is retired no lease is given any more, and what
 * it guards is closed exactly once, when the last lease has ended or by force. Thread-safe.
 */
final class LeaseCount {
  private final Runnable close;
  private int leases;
  private boolean retired;
  private boolean closed;

  /**
   * @param close run at most once, outside any lock
   */
  LeaseCount(Runnable close) {
    this.close = close;
  }

  /** Takes a lease; false when it is retired. */
  synchronized boolean take() {
    if (!retired) {
      leases++;
    }
    return !retired;
  }

  /** Gives a lease back. */
  void end() {
    closeIf(endOne());
  }

  /** Gives no more leases; closes now when none is out. */
  void retire() {
    closeIf(retired(false));
  }

  /** Gives no more leases and closes now, whoever still uses it. */
  void closeNow() {
    closeIf(retired(true));
  }

  private synchronized boolean endOne() {
    leases--;
    return retired && leases == 0 && !closed && (closed = true);
  }

  private synchronized boolean retired(boolean force) {
    retired = true;
    return (force || leases == 0) && !closed && (closed = true);
  }

  private void closeIf(boolean mustClose) {
    if (mustClose) {
      close.run();
    }
  }
}
