package dev.keywright.fetch;

import dev.keywright.fetch.Fetcher.Urgency;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Lets concurrent callers that ask for the same thing share one call. A caller only ever shares a
 * call that had not gone out when it asked, so that nobody gets an answer older than his question:
 * while a call is under way, all later callers share the next one. Nothing is kept once the callers
 * of a flight have their answer; each gets a copy of its own. Thread-safe.
 *
 * <pre>
 *   boarding ──permit──► under way ──► landed
 *      ▲ joined by          ▲
 *      │ every caller       └ joined by nobody; later callers board the next flight,
 *                             which leaves when this one has landed
 * </pre>
 */
final class SingleFlight<K, V> {
  /** The call itself. */
  @FunctionalInterface
  interface Call<V> {
    V make(Urgency urgency);
  }

  private final Map<K, Lane<V>> lanes = new HashMap<>();
  private final PriorityPermits permits;
  private final UnaryOperator<V> copy;

  /**
   * @param permits bound the calls under way
   * @param copy makes an independent copy of an answer
   */
  SingleFlight(PriorityPermits permits, UnaryOperator<V> copy) {
    this.permits = permits;
    this.copy = copy;
  }

  /**
   * The answer of a call that goes out after now.
   *
   * @param call made by this caller or by another one with an equal key
   * @throws InterruptedException when interrupted while waiting; others of the flight then get the
   *     answer of a call of their own
   */
  V join(K key, Urgency urgency, Call<V> call) throws InterruptedException {
    while (true) {
      Boarding<V> boarding = board(key, urgency);
      if (boarding.pilot()) {
        fly(key, boarding, call);
      }
      V answer = boarding.flight().answer(copy);
      if (answer != null) {
        return answer;
      }
    }
  }

  /** How many callers the flights of {@code key} have, under way and boarding. */
  int callers(K key) {
    synchronized (lanes) {
      Lane<V> lane = lanes.get(key);
      if (lane == null) {
        return 0;
      }
      return lane.first.passengers() + (lane.next == null ? 0 : lane.next.passengers());
    }
  }

  private Boarding<V> board(K key, Urgency urgency) {
    synchronized (lanes) {
      Lane<V> lane = lanes.get(key);
      if (lane == null) {
        lane = new Lane<>(new Flight<V>(permits.ticket(urgency)));
        lanes.put(key, lane);
        return new Boarding<>(lane.first, null, true);
      }
      if (!lane.first.underWay) {
        return lane.first.joinedWith(urgency);
      }
      if (lane.next != null) {
        return lane.next.joinedWith(urgency);
      }
      lane.next = new Flight<>(permits.ticket(urgency));
      return new Boarding<>(lane.next, lane.first, true);
    }
  }

  private void fly(K key, Boarding<V> boarding, Call<V> call) throws InterruptedException {
    Flight<V> flight = boarding.flight();
    try {
      if (boarding.before() != null) {
        boarding.before().awaitLanding();
      }
      V answer = withPermit(flight, call);
      clear(key, flight);
      flight.landed.complete(answer);
    } catch (RuntimeException | Error e) {
      clear(key, flight);
      flight.landed.completeExceptionally(e);
      throw e;
    } finally {
      clear(key, flight);
      flight.landed.cancel(false);
    }
  }

  private V withPermit(Flight<V> flight, Call<V> call) throws InterruptedException {
    flight.ticket.await();
    try {
      depart(flight);
      return call.make(flight.ticket.urgency());
    } finally {
      flight.ticket.release();
    }
  }

  private void depart(Flight<V> flight) {
    synchronized (lanes) {
      flight.underWay = true;
    }
  }

  /** Before the answer is told: whoever asks after that must find the lane as it will be. */
  private void clear(K key, Flight<V> flight) {
    synchronized (lanes) {
      Lane<V> lane = lanes.get(key);
      if (lane == null) {
        return;
      }
      if (lane.next == flight) {
        lane.next = null;
      } else if (lane.first == flight && lane.next != null) {
        lane.first = lane.next;
        lane.next = null;
      } else if (lane.first == flight) {
        lanes.remove(key);
      }
    }
  }

  /**
   * A caller's place.
   *
   * @param before the flight that must land first, for the pilot
   * @param pilot whether this caller makes the call
   */
  private record Boarding<V>(Flight<V> flight, @Nullable Flight<V> before, boolean pilot) {}

  /** The flights of one key: one that is boarding or under way, and one boarding behind it. */
  private static final class Lane<V> {
    private Flight<V> first;
    private @Nullable Flight<V> next;

    private Lane(Flight<V> first) {
      this.first = first;
    }
  }

  private static final class Flight<V> {
    private final PriorityPermits.Ticket ticket;
    private final CompletableFuture<V> landed = new CompletableFuture<>();
    private boolean underWay;
    private int passengers = 1;

    private Flight(PriorityPermits.Ticket ticket) {
      this.ticket = ticket;
    }

    private synchronized int passengers() {
      return passengers;
    }

    private Boarding<V> joinedWith(Urgency urgency) {
      synchronized (this) {
        passengers++;
      }
      ticket.raise(urgency);
      return new Boarding<>(this, null, false);
    }

    private void awaitLanding() throws InterruptedException {
      try {
        landed.get();
      } catch (ExecutionException | CancellationException e) {
        return;
      }
    }

    /** This caller's own answer; null when the pilot was interrupted before there was one. */
    private @Nullable V answer(UnaryOperator<V> copy) throws InterruptedException {
      try {
        V shared = landed.get();
        synchronized (this) {
          return --passengers == 0 ? shared : copy.apply(shared);
        }
      } catch (CancellationException e) {
        return null;
      } catch (ExecutionException e) {
        throw new IllegalStateException("the shared call failed unexpectedly", e.getCause());
      }
    }
  }
}
