package dev.keywright.fetch;

import dev.keywright.fetch.Fetcher.Urgency;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Holds back calls to one store while it does not answer, for all its users together: after a
 * failure one call at a time probes it, after 1 s, 2 s, 4 s and so on up to 10 s (each cut by up to
 * half, so that installations do not probe in step), or when the store asked for, if that is later.
 * Somebody who waits ({@link Urgency#FORCED}) may probe a second after the last failure, unless the
 * store itself asked to be left alone. Any answer of the store ends it. Thread-safe.
 *
 * <pre>
 *   open ──failure──► waiting ──time──► probing ──answer──► open
 *                        ▲                 │
 *                        └─────failure─────┘
 * </pre>
 */
final class StoreBackoff {
  static final Duration FIRST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final int salt;
  private int failures;
  private long round;
  private boolean probing;
  private Instant failedAt = Instant.MIN;
  private Instant nextProbe = Instant.MIN;
  private Optional<ProviderFailure> last = Optional.empty();

  /**
   * @param salt spreads the probes of stores and installations; any text
   */
  StoreBackoff(InstantSource clock, String salt) {
    this.clock = clock;
    this.salt = salt.hashCode();
  }

  /** Whether a call may go out. */
  sealed interface Admission {
    /**
     * Yes; its outcome must be told with {@code round}.
     *
     * @param round which stretch of failures it began in
     */
    record Go(long round) implements Admission {}

    /**
     * No.
     *
     * @param failure the last one, with the time left
     */
    record Wait(ProviderFailure failure) implements Admission {}
  }

  /** What a call that was let out showed. */
  enum Outcome {
    /** The store answered, whatever it said. */
    ANSWERED,
    /** No answer, or a wish for fewer requests. */
    FAILED,
    /** Nothing about the store. */
    NOTHING
  }

  /** Why a call would not be let out now; takes no probe. */
  synchronized Optional<ProviderFailure> holds(Urgency urgency) {
    return last.isEmpty() || mayProbe(urgency) ? Optional.empty() : Optional.of(waiting());
  }

  /** Lets a call out or holds it back. Every {@link Admission.Go} must be followed by a report. */
  synchronized Admission admit(Urgency urgency) {
    if (last.isEmpty()) {
      return new Admission.Go(round);
    }
    if (!mayProbe(urgency)) {
      return new Admission.Wait(waiting());
    }
    probing = true;
    return new Admission.Go(round);
  }

  /**
   * Tells what came of a call; returns whether this answer ended a stretch of failures.
   *
   * @param round of its admission; failures of an earlier round say nothing new
   */
  synchronized boolean report(long round, Outcome outcome, Optional<ProviderFailure> failure) {
    boolean isProbe = round == this.round && last.isPresent();
    switch (outcome) {
      case ANSWERED -> {
        boolean ended = last.isPresent();
        reset();
        return ended;
      }
      case FAILED -> {
        if (round == this.round) {
          failed(failure);
        }
      }
      case NOTHING -> probing = probing && !isProbe;
    }
    return false;
  }

  /** Forgets all failures: the store is known to answer. Returns whether there were any. */
  synchronized boolean reset() {
    boolean was = last.isPresent();
    failures = 0;
    round++;
    probing = false;
    last = Optional.empty();
    return was;
  }

  private void failed(Optional<ProviderFailure> failure) {
    failures = Math.min(failures + 1, 30);
    round++;
    probing = false;
    last = failure;
    failedAt = clock.instant();
    Duration wait = jittered();
    nextProbe = failedAt.plus(asked().filter(more -> more.compareTo(wait) > 0).orElse(wait));
  }

  private Duration jittered() {
    long cap = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(failures - 1, 10));
    int noise = Math.floorMod(((salt + failures * 0x9E3779B9) * 0x85EBCA6B) >>> 8, 1000);
    return Duration.ofMillis(cap - cap * noise / 2000);
  }

  private Optional<Duration> asked() {
    return last.flatMap(ProviderFailure::retryAfter);
  }

  private boolean mayProbe(Urgency urgency) {
    return !probing && !clock.instant().isBefore(probeTime(urgency));
  }

  private Instant probeTime(Urgency urgency) {
    boolean leftAlone =
        asked().isPresent() || last.filter(f -> f.kind() == FailureKind.THROTTLED).isPresent();
    Instant soon = failedAt.plus(FIRST);
    return urgency == Urgency.FORCED && !leftAlone && soon.isBefore(nextProbe) ? soon : nextProbe;
  }

  private ProviderFailure waiting() {
    ProviderFailure failure = last.orElseThrow();
    Duration left = Duration.between(clock.instant(), nextProbe);
    return new ProviderFailure(
        failure.kind(), failure.message(), Optional.of(left.compareTo(FIRST) > 0 ? left : FIRST));
  }
}
