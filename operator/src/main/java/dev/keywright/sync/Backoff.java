package dev.keywright.sync;

import dev.keywright.api.ConditionSet;
import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.core.Reason;
import java.time.Duration;
import java.time.Instant;

/**
 * How long to wait before trying again, from how long it has been failing: half of that time,
 * within bounds. Stateless, so that a restart does not start it over, and the same for every policy
 * that failed at the same moment. What ends by itself is tried more often than what a person must
 * change; a spec that cannot be carried out only changes by an event. Pure.
 */
final class Backoff {
  private static final Duration TRANSIENT_MIN = Duration.ofSeconds(1);
  private static final Duration TRANSIENT_MAX = Duration.ofMinutes(1);
  private static final Duration PERMANENT_MIN = Duration.ofSeconds(5);
  private static final Duration PERMANENT_MAX = Duration.ofMinutes(5);
  private static final Duration SPEC = Duration.ofHours(1);

  private Backoff() {}

  static Duration after(SyncObservation observed, Reason reason) {
    if (reason == Reason.InvalidSpec) {
      return SPEC;
    }
    Duration half = Duration.between(failingSince(observed), observed.now()).dividedBy(2);
    return SyncConditions.isTransient(reason)
        ? clamp(half, TRANSIENT_MIN, TRANSIENT_MAX)
        : clamp(half, PERMANENT_MIN, PERMANENT_MAX);
  }

  private static Instant failingSince(SyncObservation observed) {
    return ConditionSet.find(observed.conditions(), SyncConditions.SYNCED)
        .filter(synced -> synced.status().equals("False"))
        .map(Condition::lastTransitionTime)
        .orElse(observed.now());
  }

  private static Duration clamp(Duration wanted, Duration least, Duration most) {
    if (wanted.compareTo(least) < 0) {
      return least;
    }
    return wanted.compareTo(most) > 0 ? most : wanted;
  }
}
