package dev.keywright.fetch;

import dev.keywright.fetch.Fetcher.Urgency;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Lets concurrent callers that ask for the same thing share one call. A caller only ever shares a
 * call that went out after its {@link Question} arose, so that nobody gets an answer older than his
 * question: while a call is under way, all later questions share the next one. Nothing is kept once
 * the callers of a flight have their answer; each gets a copy of its own. Thread-safe.
 *
 * <pre>
 *   boarding ──permit──► under way ──► landed
 *      ▲ joined by          ▲
 *      │ every caller       └ joined by older questions only; later ones board the next flight,
 *                             which leaves when this one has landed
 * </pre>
 */
final class SingleFlight<K, V> {
  /**
   * What a caller wants.
   *
   * @param urgency how soon
   * @param since when the question arose: an answer to a call that went out then or later will do
   */
  record Question(Urgency urgency, Instant since) {
    /** One that arises now: only a call that has not gone out will do. */
    static Question now(Urgency urgency) {
      return new Question(urgency, Instant.MAX);
    }
  }

  /** The call itself, for the most urgent and the latest of the questions that share it. */
  @FunctionalInterface
  interface Call<V> {
    V make(Question question);
  }

  private final Map<K, Lane<V>> lanes = new HashMap<>();
  private final PriorityPermits permits;
  private final UnaryOperator<V> copy;
  private final InstantSource clock;

  /**
   * @param permits bound the calls under way
   * @param copy makes an independent copy of an answer
   * @param clock the one that questions go by
   */
  SingleFlight(PriorityPermits permits, UnaryOperator<V> copy, InstantSource clock) {
    this.permits = permits;
    this.copy = copy;
    this.clock = clock;
  }

  /**
   * The answer of a call that goes out after the question arose.
   *
   * @param call made by this caller or by another one with an equal key
   * @throws InterruptedException when interrupted while waiting; others of the flight then get the
   *     answer of a call of their own
   */
  V join(K key, Question question, Call<V> call) throws InterruptedException {
    while (true) {
      Boarding<V> boarding = board(key, question);
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

  private Boarding<V> board(K key, Question question) {
    synchronized (lanes) {
      Lane<V> lane = lanes.get(key);
      if (lane == null) {
        lane = new Lane<>(flight(question));
        lanes.put(key, lane);
        return new Boarding<>(lane.first, null, true);
      }
      if (lane.first.answers(question)) {
        return lane.first.joinedWith(question);
      }
      if (lane.next != null) {
        return lane.next.joinedWith(question);
      }
      lane.next = flight(question);
      return new Boarding<>(lane.next, lane.first, true);
    }
  }

  private Flight<V> flight(Question question) {
    return new Flight<>(permits.ticket(question.urgency()), question.since());
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
      Instant since = depart(flight);
      return call.make(new Question(flight.ticket.urgency(), since));
    } finally {
      flight.ticket.release();
    }
  }

  /** From now on only older questions join; returns when the latest of its own arose. */
  private Instant depart(Flight<V> flight) {
    synchronized (lanes) {
      flight.departedAt = clock.instant();
      return flight.since;
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
    private Instant since;
    private @Nullable Instant departedAt;
    private int passengers = 1;

    private Flight(PriorityPermits.Ticket ticket, Instant since) {
      this.ticket = ticket;
      this.since = since;
    }

    private synchronized int passengers() {
      return passengers;
    }

    private boolean answers(Question question) {
      return departedAt == null || !departedAt.isBefore(question.since());
    }

    private Boarding<V> joinedWith(Question question) {
      synchronized (this) {
        passengers++;
      }
      if (question.since().isAfter(since)) {
        since = question.since();
      }
      ticket.raise(question.urgency());
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
