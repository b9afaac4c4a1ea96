package dev.keywright.rotation;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a failed step is tried again: a random part of a time that doubles with
 * each failure ("full jitter"), so that runs that failed together do not come back together.
 * Thread-safe when its source of randomness is.
 */
public final class RetryDelays {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Duration SHORTEST = Duration.ofMillis(200);
  private static final int MOST_DOUBLINGS = 10;

  private final RandomGenerator random;

  public RetryDelays(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The wait after {@code failure}.
   *
   * @param failures how many came before it in a row
   */
  Duration after(StepFailure failure, int failures) {
    if (failure.kind() == StepFailure.Kind.DENIED) {
      return LONGEST;
    }
    Duration grown = FIRST.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    Duration most = grown.compareTo(LONGEST) > 0 ? LONGEST : grown;
    Duration wait = Duration.ofMillis(random.nextLong(SHORTEST.toMillis(), most.toMillis() + 1));
    return failure
        .retryAfter()
        .filter(asked -> asked.compareTo(wait) > 0)
        .map(asked -> asked.compareTo(LONGEST) > 0 ? LONGEST : asked)
        .orElse(wait);
  }
}
