package dev.keywright.audit;

import dev.keywright.audit.chain.AuditLine;
import dev.keywright.audit.record.Evidence;
import dev.keywright.audit.sink.AuditSink.Delivery;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one sink: a queue and a thread of its own, so that no sink waits for another.
 *
 * <pre>
 *   Working ── batch acked ──► Working         Failing ── batch acked ──► Working
 *      │                                          │ refused: the same batch after a wait
 *      │ refused, or no answer in time            │ no answer yet: the call is left alone and waited for
 *      └──────────────────────────► Failing       │ queue full: lines are counted, not kept; when the
 *                                                 └ queue is worked off, the loss is told
 * </pre>
 *
 * <p>Thread-safe.
 */
final class SinkLane {
  /** Told what a lane does, on the lane's thread and without its lock. */
  interface Listener {
    /** Lines were handled, or the sink began or stopped failing. */
    void progressed();

    /** The sink missed lines for good. */
    void lost(Evidence.Loss loss);
  }

  private static final Logger LOG = LoggerFactory.getLogger(SinkLane.class);
  private static final int BATCH_LINES = 256;

  private final WiredSink wired;
  private final int capacity;
  private final Listener listener;
  private final Backoff backoff;
  private final Thread thread;
  private final ArrayDeque<AuditLine> waiting = new ArrayDeque<>();
  private Optional<Evidence.Loss> loss = Optional.empty();
  private long handled;
  private boolean failing;
  private boolean stopped;

  SinkLane(WiredSink wired, int capacity, Duration retryCap, Listener listener) {
    this.wired = wired;
    this.capacity = capacity;
    this.listener = listener;
    this.backoff = new Backoff(retryCap);
    this.thread = Thread.ofVirtual().name("audit-" + wired.sink().name()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Queues a line; never blocks. */
  synchronized void offer(AuditLine line) {
    if (loss.isPresent() || waiting.size() >= capacity) {
      long seq = line.position().seq();
      Optional<Long> first = loss.flatMap(Evidence.Loss::firstSeq).or(() -> Optional.of(seq));
      long count = loss.map(Evidence.Loss::count).orElse(0L) + 1;
      loss = Optional.of(new Evidence.Loss(wired.sink().name(), count, first, Optional.of(seq)));
    } else {
      waiting.add(line);
    }
    notifyAll();
  }

  /** How many of the lines offered so far need no further work here. */
  synchronized long handled() {
    return handled;
  }

  /** Whether a record counts as kept only once it is handled here. */
  synchronized boolean isAwaited() {
    return wired.required() || !failing;
  }

  synchronized SinkHealth health() {
    return new SinkHealth(wired.sink().name(), wired.required(), failing, waiting.size());
  }

  /** Sends nothing more and gives up the call under way. */
  void halt() {
    synchronized (this) {
      stopped = true;
      notifyAll();
    }
    thread.interrupt();
  }

  /** Halts and closes the sink; waits at most {@code patience} for either. */
  void stop(Duration patience) throws InterruptedException {
    halt();
    if (thread.getState() == Thread.State.NEW || thread.join(patience)) {
      Thread.ofVirtual().start(wired.sink()::close).join(patience);
    }
  }

  private void run() {
    try {
      List<AuditLine> batch = nextBatch();
      while (!batch.isEmpty()) {
        if (deliver(batch)) {
          succeeded(batch.size());
        } else {
          pause(backoff.next());
        }
        batch = nextBatch();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next lines, which stay in the queue until they are confirmed; none when stopped. */
  private List<AuditLine> nextBatch() throws InterruptedException {
    Optional<Evidence.Loss> settled = awaitLines();
    while (settled.isPresent()) {
      listener.lost(settled.get());
      listener.progressed();
      settled = awaitLines();
    }
    synchronized (this) {
      return stopped ? List.of() : waiting.stream().limit(BATCH_LINES).toList();
    }
  }

  /** Waits for something to do. Gives the loss when the queue is worked off and there was one. */
  private synchronized Optional<Evidence.Loss> awaitLines() throws InterruptedException {
    while (!stopped && waiting.isEmpty() && loss.isEmpty()) {
      wait();
    }
    if (stopped || !waiting.isEmpty()) {
      return Optional.empty();
    }
    Optional<Evidence.Loss> settled = loss;
    handled += settled.map(Evidence.Loss::count).orElse(0L);
    loss = Optional.empty();
    return settled;
  }

  /** Gives the batch to the sink and waits for the answer, however long it takes. */
  private boolean deliver(List<AuditLine> batch) throws InterruptedException {
    CompletableFuture<Delivery> answer = new CompletableFuture<>();
    Thread call =
        Thread.ofVirtual()
            .name("audit-call-" + wired.sink().name())
            .start(() -> answer.completeAsync(() -> wired.sink().accept(batch), Runnable::run));
    try {
      return switch (await(answer)) {
        case Delivery.Acked _ -> true;
        case Delivery.Failed(String why) -> {
          failed(why);
          yield false;
        }
      };
    } catch (ExecutionException e) {
      LOG.error("The audit sink {} is broken", wired.sink().name(), e.getCause());
      failed("It broke.");
      return false;
    } finally {
      call.interrupt();
    }
  }

  private Delivery await(CompletableFuture<Delivery> answer)
      throws InterruptedException, ExecutionException {
    try {
      return answer.get(wired.timeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      failed("It gave no answer in time.");
      return answer.get();
    }
  }

  private void succeeded(int lines) {
    boolean recovered;
    synchronized (this) {
      for (int line = 0; line < lines; line++) {
        waiting.remove();
      }
      handled += lines;
      recovered = failing;
      failing = false;
    }
    backoff.reset();
    if (recovered) {
      LOG.info("The audit sink {} works again", wired.sink().name());
    }
    listener.progressed();
  }

  private void failed(String why) {
    boolean isNew;
    synchronized (this) {
      isNew = !failing;
      failing = true;
    }
    if (isNew) {
      LOG.warn("The audit sink {} fails; records wait for it. {}", wired.sink().name(), why);
      listener.progressed();
    }
  }

  private synchronized void pause(Duration wait) throws InterruptedException {
    long end = System.nanoTime() + wait.toNanos();
    long left = wait.toNanos();
    while (!stopped && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
  }
}
