package dev.keywright.audit;

import dev.keywright.audit.record.AuditEntry;
import dev.keywright.audit.record.AuditObject;
import dev.keywright.audit.record.Evidence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * What the drain has been given and has not settled. Bounded: beyond the capacity nothing is taken,
 * since the outboxes hold it anyway; entries without an outbox may use a reserve, and are counted
 * when even that is full. An entry that is on its way is not taken twice. Thread-safe.
 */
final class Intake {
  /**
   * An entry on its way.
   *
   * @param backed whether an outbox holds it until it is confirmed
   */
  record Item(AuditObject object, AuditEntry entry, boolean backed) {
    private Key key() {
      return new Key(object.uid(), entry.id());
    }
  }

  private record Key(UUID uid, String id) {}

  private final int capacity;
  private final ArrayDeque<Item> queue = new ArrayDeque<>();
  private final Set<Key> underWay = new HashSet<>();
  private final List<Evidence.Loss> losses = new ArrayList<>();
  private long refused;
  private boolean closed;

  Intake(int capacity) {
    this.capacity = capacity;
  }

  /** Takes all of these or none. */
  synchronized Submission offer(List<Item> items) {
    List<Item> fresh = items.stream().filter(item -> !underWay.contains(item.key())).toList();
    if (closed || underWay.size() + fresh.size() > capacity) {
      return Submission.Later;
    }
    fresh.forEach(this::enqueue);
    return Submission.Taken;
  }

  /** Takes as many of these as the reserve allows; counts the others. */
  synchronized void offerLast(List<Item> items) {
    for (Item item : items) {
      if (underWay.contains(item.key())) {
        continue;
      }
      if (closed || underWay.size() >= capacity + reserve()) {
        refused++;
      } else {
        enqueue(item);
      }
    }
  }

  private void enqueue(Item item) {
    underWay.add(item.key());
    queue.add(item);
    notifyAll();
  }

  private int reserve() {
    return capacity / 4;
  }

  /** A sink missed lines; wakes whoever waits in {@link #take}. */
  synchronized void noteLoss(Evidence.Loss loss) {
    losses.add(loss);
    notifyAll();
  }

  /** What was lost since the last call. */
  synchronized List<Evidence.Loss> takeLosses() {
    List<Evidence.Loss> taken = new ArrayList<>(losses);
    if (refused > 0) {
      taken.add(new Evidence.Loss("queue", refused, Optional.empty(), Optional.empty()));
    }
    losses.clear();
    refused = 0;
    return taken;
  }

  /** The next entry. Waits until {@code end} (nanoTime) for one, for a loss, or for the end. */
  synchronized Optional<Item> take(long end) throws InterruptedException {
    while (queue.isEmpty() && losses.isEmpty() && !closed && end - System.nanoTime() > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
    }
    return Optional.ofNullable(queue.poll());
  }

  /** The item is kept, or not on its way any longer. */
  synchronized void settled(Item item) {
    underWay.remove(item.key());
  }

  /** Takes nothing more; what was taken can still be had. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Takes nothing more and lets go of what was taken. */
  synchronized void abandon() {
    queue.clear();
    close();
  }

  synchronized boolean isExhausted() {
    return closed && queue.isEmpty();
  }
}
