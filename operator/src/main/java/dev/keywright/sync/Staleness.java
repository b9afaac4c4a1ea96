package dev.keywright.sync;

import dev.keywright.api.v1alpha1.SecretPolicySpec;
import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How old the last confirmation of all sources is, against {@code refresh.maxStaleness}. Pure. */
final class Staleness {
  private Staleness() {}

  /** Whether the values have not been confirmed for as long as the policy allows. */
  static boolean isStale(SyncObservation observed) {
    return left(observed).filter(left -> !left.isPositive()).isPresent();
  }

  /**
   * How long until {@link #isStale}, unless they are confirmed; empty without a limit or when they
   * are.
   */
  static Optional<Duration> untilStale(SyncObservation observed) {
    return left(observed).filter(Duration::isPositive);
  }

  /** How old a confirmation may become; empty without a limit. */
  static Optional<Duration> limit(SyncObservation observed) {
    return Optional.ofNullable(observed.spec())
        .map(SecretPolicySpec::refresh)
        .flatMap(refresh -> SpecRules.duration(refresh.maxStaleness()));
  }

  /** When all sources were last confirmed; empty before the first time. */
  static Optional<Instant> confirmedAt(SyncObservation observed) {
    return Optional.ofNullable(observed.status())
        .map(SecretPolicyStatus::lastSyncTime)
        .map(written -> oldestCheck(observed, written));
  }

  /** Status is not written for a check that finds nothing new, so the watch may know better. */
  private static Instant oldestCheck(SyncObservation observed, Instant written) {
    return observed.health().values().stream()
        .map(health -> health.checkedAt().filter(written::isBefore).orElse(written))
        .min(Instant::compareTo)
        .orElse(written);
  }

  private static Optional<Duration> left(SyncObservation observed) {
    Instant since = confirmedAt(observed).orElse(observed.createdAt());
    return limit(observed).map(limit -> Duration.between(observed.now(), since.plus(limit)));
  }
}
