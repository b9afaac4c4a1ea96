package dev.keywright.audit;

import dev.keywright.audit.chain.AuditHead;
import dev.keywright.audit.chain.AuditHeadStore;
import dev.keywright.audit.chain.AuditHeadStore.ReadResult;
import dev.keywright.audit.chain.AuditHeadStore.WriteResult;
import dev.keywright.core.Diagnosis;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores how far the chain is kept: after so many records, after so much time, and at the end. Runs
 * on a thread of its own, so that a slow store delays no record. When the stored head is not the
 * one this process left, another process continues the chain, and this one is told to stop.
 */
final class HeadKeeper {
  /** Told what became of the head, on the keeper's thread; must return at once. */
  interface Listener {
    /** The head is stored: nothing before it can be lost or replaced unnoticed. */
    void stored(AuditHead head);

    /** Another process continues the chain. */
    void fenced();
  }

  private static final Logger LOG = LoggerFactory.getLogger(HeadKeeper.class);

  private final AuditSettings settings;
  private final AuditHeadStore store;
  private final Settlement settlement;
  private final Listener listener;
  private final Thread thread;
  private AuditHead stored;
  private boolean stopping;
  private boolean isFenced;

  HeadKeeper(
      AuditSettings settings,
      AuditHeadStore store,
      Settlement settlement,
      AuditHead stored,
      Listener listener) {
    this.settings = settings;
    this.store = store;
    this.settlement = settlement;
    this.stored = stored;
    this.listener = listener;
    this.thread = Thread.ofVirtual().name("audit-head").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** More records may have settled. */
  synchronized void signal() {
    notifyAll();
  }

  /** Stores the last head and ends, at most until {@code end} on the clock of nanoTime. */
  void stop(long end) throws InterruptedException {
    synchronized (this) {
      stopping = true;
      notifyAll();
    }
    long left = end - System.nanoTime();
    if (left <= 0 || !thread.join(Duration.ofNanos(left))) {
      thread.interrupt();
    }
  }

  private void run() {
    Backoff backoff = new Backoff(settings.retryCap());
    try {
      while (awaitDue()) {
        if (write()) {
          backoff.reset();
        } else {
          pause(backoff.next());
        }
      }
      write();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until the head should be stored; false when this keeper is to stop. */
  private synchronized boolean awaitDue() throws InterruptedException {
    while (!stopping && next().isEmpty()) {
      wait();
    }
    long end = System.nanoTime() + settings.headEvery().toNanos();
    while (!stopping && !isFarBehind() && end - System.nanoTime() > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
    }
    return !stopping;
  }

  private boolean isFarBehind() {
    return next()
        .filter(head -> head.seq() - stored.seq() >= settings.headEveryRecords())
        .isPresent();
  }

  /** The head that should be stored, when it is not the stored one. */
  private synchronized Optional<AuditHead> next() {
    return settlement
        .head()
        .filter(head -> head.epoch() == stored.epoch())
        .filter(head -> !head.equals(stored));
  }

  /** Whether there is nothing left to store. */
  private boolean write() {
    Optional<AuditHead> next = next();
    if (next.isEmpty() || isFenced) {
      return true;
    }
    return switch (store.replace(Optional.of(stored), next.get())) {
      case WriteResult.Written _ -> written(next.get());
      case WriteResult.Conflict _ -> resolve(next.get());
      case WriteResult.Unavailable(Diagnosis diagnosis) -> unavailable(diagnosis);
    };
  }

  /**
   * The head is not as we left it: a write of ours that seemed lost, a deletion, or a successor.
   */
  private boolean resolve(AuditHead next) {
    return switch (store.read()) {
      case ReadResult.Found(AuditHead found) when found.epoch() == next.epoch() ->
          remember(found) && found.equals(next);
      case ReadResult.Found _ -> fence();
      case ReadResult.Absent _ ->
          store.replace(Optional.empty(), next) instanceof WriteResult.Written && written(next);
      case ReadResult.Unavailable(Diagnosis diagnosis) -> unavailable(diagnosis);
    };
  }

  private boolean written(AuditHead head) {
    remember(head);
    listener.stored(head);
    return true;
  }

  private synchronized boolean remember(AuditHead head) {
    stored = head;
    return true;
  }

  private boolean fence() {
    isFenced = true;
    LOG.warn("Another process continues the audit chain; this one writes it no longer");
    listener.fenced();
    return true;
  }

  private static boolean unavailable(Diagnosis diagnosis) {
    LOG.debug("The audit head could not be stored. {}", diagnosis.message());
    return false;
  }

  private synchronized void pause(Duration wait) throws InterruptedException {
    long end = System.nanoTime() + wait.toNanos();
    while (!stopping && end - System.nanoTime() > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
    }
  }
}
