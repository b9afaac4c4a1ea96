package dev.keywright.audit;

import dev.keywright.audit.chain.AuditHead;
import dev.keywright.audit.merkle.MerkleEdge;
import dev.keywright.audit.record.ChainPosition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Decides which records count as kept. A record is settled when every required sink and every sink
 * that works has it; when none is required and all fail, when one of them has it. Records settle in
 * the order of the chain, and what is settled stays so. Thread-safe.
 */
final class Settlement {
  /** A line that was offered to the sinks, and the outbox entry it stands for, if any. */
  record Emitted(ChainPosition position, Optional<Intake.Item> item) {}

  private final List<SinkLane> lanes;
  private final ArrayDeque<Emitted> open = new ArrayDeque<>();
  private long settledCount;
  private Optional<MerkleEdge> tree = Optional.empty();
  private Optional<AuditHead> head = Optional.empty();

  Settlement(List<SinkLane> lanes) {
    this.lanes = List.copyOf(lanes);
  }

  /**
   * An epoch begins; {@code edge} is that of the tree over the records up to its first one, and is
   * grown here from now on.
   */
  synchronized void begin(Optional<MerkleEdge> edge) {
    tree = edge;
  }

  /** The next line is about to be offered to every lane. */
  synchronized void emitted(Emitted line) {
    open.add(line);
  }

  /** Takes out what has settled since the last call, in order. */
  synchronized List<Emitted> settle() {
    long floor = floor();
    List<Emitted> settled = new ArrayList<>();
    while (settledCount < floor && !open.isEmpty()) {
      Emitted line = open.remove();
      settledCount++;
      tree.ifPresent(edge -> grow(edge, line.position()));
      settled.add(line);
    }
    if (!settled.isEmpty()) {
      List<String> edge = tree.map(MerkleEdge::hashes).orElse(List.of());
      head = Optional.of(AuditHead.confirmed(settled.getLast().position(), edge));
    }
    notifyAll();
    return settled;
  }

  /** The first record of the epoch, and what was inherited, are in the tree already. */
  private static void grow(MerkleEdge edge, ChainPosition position) {
    if (position.seq() == edge.size() + 1) {
      edge.append(HexFormat.of().parseHex(position.hash()));
    }
  }

  /** The head after the last record that settled. */
  synchronized Optional<AuditHead> head() {
    return head;
  }

  synchronized boolean isEmpty() {
    return open.isEmpty();
  }

  /** Waits until everything is settled, at most until {@code end} on the clock of nanoTime. */
  synchronized void awaitEmpty(long end) throws InterruptedException {
    while (!open.isEmpty() && end - System.nanoTime() > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
    }
  }

  private long floor() {
    return lanes.stream()
        .filter(SinkLane::isAwaited)
        .mapToLong(SinkLane::handled)
        .min()
        .orElseGet(() -> lanes.stream().mapToLong(SinkLane::handled).max().orElse(0));
  }
}
