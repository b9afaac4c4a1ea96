package dev.keywright.fetch;

import dev.keywright.fetch.Fetcher.Urgency;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of permits, handed to the most urgent waiter, among equals to the first. Nobody
 * starves: every eighth hand-over goes to whoever has waited longest, so a waiter with {@code n}
 * older ones is served after at most 8 × (n + 1) hand-overs. Thread-safe.
 */
final class PriorityPermits {
  static final int TURN_OF_THE_OLDEST = 8;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Urgency, SequencedSet<Ticket>> waiting = new EnumMap<>(Urgency.class);
  private int free;
  private long arrivals;
  private long handOvers;

  PriorityPermits(int permits) {
    if (permits < 1) {
      throw new IllegalArgumentException("at least one permit");
    }
    this.free = permits;
    for (Urgency urgency : Urgency.values()) {
      waiting.put(urgency, new LinkedHashSet<>());
    }
  }

  /** One wish for a permit. */
  final class Ticket {
    private final Condition turn = lock.newCondition();
    private Urgency urgency;
    private long arrival;
    private boolean granted;

    private Ticket(Urgency urgency) {
      this.urgency = urgency;
    }

    /** Waits for a permit. */
    void await() throws InterruptedException {
      lock.lockInterruptibly();
      try {
        if (free > 0) {
          free--;
          granted = true;
          return;
        }
        arrival = arrivals++;
        queue(urgency).add(this);
        while (!granted) {
          turn.await();
        }
      } catch (InterruptedException e) {
        giveUp();
        throw e;
      } finally {
        lock.unlock();
      }
    }

    /** Moves the wish forward when it has become more urgent. */
    void raise(Urgency to) {
      lock.lock();
      try {
        if (to.compareTo(urgency) < 0) {
          if (queue(urgency).remove(this)) {
            queue(to).add(this);
          }
          urgency = to;
        }
      } finally {
        lock.unlock();
      }
    }

    /** How urgent it is by now. */
    Urgency urgency() {
      lock.lock();
      try {
        return urgency;
      } finally {
        lock.unlock();
      }
    }

    /** Hands the permit on. */
    void release() {
      lock.lock();
      try {
        handOn();
      } finally {
        lock.unlock();
      }
    }

    private void giveUp() {
      if (granted) {
        handOn();
      } else {
        queue(urgency).remove(this);
      }
    }
  }

  /** A wish; not queued before {@link Ticket#await}. */
  Ticket ticket(Urgency urgency) {
    return new Ticket(urgency);
  }

  /** How many wait. */
  int queued() {
    lock.lock();
    try {
      return waiting.values().stream().mapToInt(SequencedSet::size).sum();
    } finally {
      lock.unlock();
    }
  }

  private void handOn() {
    Ticket next = next();
    if (next == null) {
      free++;
      return;
    }
    handOvers++;
    queue(next.urgency).remove(next);
    next.granted = true;
    next.turn.signal();
  }

  private @Nullable Ticket next() {
    Stream<Ticket> heads =
        waiting.values().stream().filter(queue -> !queue.isEmpty()).map(SequencedSet::getFirst);
    boolean oldest = (handOvers + 1) % TURN_OF_THE_OLDEST == 0;
    return oldest
        ? heads.min(Comparator.comparingLong(ticket -> ticket.arrival)).orElse(null)
        : heads.findFirst().orElse(null);
  }

  private SequencedSet<Ticket> queue(Urgency urgency) {
    return Objects.requireNonNull(waiting.get(urgency));
  }
}
