package dev.keywright.store;

import dev.keywright.core.Diagnosis;
import dev.keywright.fetch.StoreProbe.Outcome;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides when a store is checked: at once when its spec is new, every ten minutes while it is
 * ready, after 1 s doubling to a minute while it is not (from 4 s when it refuses us), a second
 * after a first failure of a ready store, and soon when somebody had trouble with it. Pure.
 */
final class StorePlanner {
  static final Duration WHEN_READY = Duration.ofMinutes(10);
  static final Duration SHORTEST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofMinutes(1);

  /** A refusal rarely ends by itself: begin where the third try after an outage would be. */
  private static final int DENIED_HEAD_START = 2;

  private StorePlanner() {}

  static StorePlan plan(StoreObservation observed) {
    StoreHistory history = observed.history();
    if (!history.isOf(observed.store())) {
      return new StorePlan.Check();
    }
    Duration wait = observed.suspected() ? SHORTEST : waitAfter(history);
    Instant next = history.checkedAt().plus(wait);
    return observed.now().isBefore(next)
        ? new StorePlan.Wait(Duration.between(observed.now(), next))
        : new StorePlan.Check();
  }

  /** How long after a check the next one is. */
  static Duration waitAfter(StoreHistory history) {
    Optional<Outcome> outcome = history.outcome();
    if (outcome.isEmpty()) {
      return Duration.ZERO;
    }
    return switch (outcome.get()) {
      case Outcome.Answered answered -> WHEN_READY;
      case Outcome.Failed(ProviderFailure failure) -> waitAfter(history, failure);
      // Only another spec helps, and that is checked at once.
      case Outcome.Unusable(Diagnosis diagnosis) -> WHEN_READY;
    };
  }

  private static Duration waitAfter(StoreHistory history, ProviderFailure failure) {
    int doublings =
        history.failures() - 1 + (failure.kind() == FailureKind.DENIED ? DENIED_HEAD_START : 0);
    Duration wait = min(SHORTEST.multipliedBy(1L << Math.min(doublings, 10)), LONGEST);
    return min(max(wait, failure.retryAfter().orElse(Duration.ZERO)), WHEN_READY)
        .plusMillis(Math.floorMod(history.uid().hashCode(), Math.max(1, wait.toMillis() / 5)));
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
