package dev.keywright.fetch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Answers that others may want too, so that a crowd with one question makes one call however long
 * it takes to come by. An answer is only for questions that arose before its call went out, and is
 * wiped when nobody has wanted it for about a second. Thread-safe.
 */
final class RecentAnswers<K, V> {
  /** How long an answer waits for the next who wants it. */
  static final Duration LINGER = Duration.ofSeconds(1);

  private final Map<K, Answer<V>> answers = new HashMap<>();
  private final UnaryOperator<V> copy;
  private final Consumer<V> wipe;
  private final InstantSource clock;
  private final Executor later;

  /**
   * @param copy makes an independent copy of an answer
   * @param wipe makes an answer unreadable
   * @param later runs what it is given after {@link #LINGER}
   */
  RecentAnswers(UnaryOperator<V> copy, Consumer<V> wipe, InstantSource clock, Executor later) {
    this.copy = copy;
    this.wipe = wipe;
    this.clock = clock;
    this.later = later;
  }

  /** A copy of the answer, if there is one to a call that went out at {@code since} or later. */
  synchronized Optional<V> find(K key, Instant since) {
    Answer<V> answer = answers.get(key);
    if (answer == null || answer.askedAt.isBefore(since)) {
      return Optional.empty();
    }
    answer.wantedAt = clock.instant();
    return Optional.of(copy.apply(answer.value));
  }

  /**
   * Keeps a copy of an answer in place of an older one.
   *
   * @param askedAt when its call went out
   */
  synchronized void keep(K key, V value, Instant askedAt) {
    Answer<V> fresh = new Answer<>(copy.apply(value), askedAt, clock.instant());
    Answer<V> before = answers.put(key, fresh);
    if (before != null) {
      wipe.accept(before.value);
    }
    later.execute(() -> expire(key, fresh));
  }

  private synchronized void expire(K key, Answer<V> answer) {
    if (answers.get(key) != answer) {
      return;
    }
    if (clock.instant().isBefore(answer.wantedAt.plus(LINGER))) {
      later.execute(() -> expire(key, answer));
      return;
    }
    answers.remove(key);
    wipe.accept(answer.value);
  }

  private static final class Answer<V> {
    private final V value;
    private final Instant askedAt;
    private Instant wantedAt;

    private Answer(V value, Instant askedAt, Instant wantedAt) {
      this.value = value;
      this.askedAt = askedAt;
      this.wantedAt = wantedAt;
    }
  }
}
