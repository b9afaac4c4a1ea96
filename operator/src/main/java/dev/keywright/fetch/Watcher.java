package dev.keywright.fetch;

import dev.keywright.core.Diagnosis;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.Reason;
import dev.keywright.core.SourceVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One policy that watches one source. Guarded by the lock of {@link SourceWatch}. */
final class Watcher {
  /** How many intervals a check may be overdue before the policy says so. */
  private static final int TOLD_WHEN_OVERDUE_BY = 2;

  private static final Duration LONGEST_SPREAD = Duration.ofMinutes(10);
  private static final int SPREAD_INTERVALS = 10;

  private final ObjectKey policy;
  private final Instant since;
  private SourceInterest interest;
  private Optional<Diagnosis> refusal = Optional.empty();
  private Optional<Reason> told = Optional.empty();

  Watcher(ObjectKey policy, SourceInterest interest, Instant since) {
    this.policy = policy;
    this.interest = interest;
    this.since = since;
  }

  ObjectKey policy() {
    return policy;
  }

  void renew(SourceInterest interest) {
    this.interest = interest;
  }

  void refuse(Optional<Diagnosis> refusal) {
    this.refusal = refusal;
  }

  boolean isTold() {
    return told.isPresent();
  }

  /** Whether any good answer is news, whatever the version. */
  boolean isWaiting() {
    return interest.troubled() || interest.known().isEmpty();
  }

  Duration interval(Duration byDefault) {
    return interest.interval().orElse(byDefault);
  }

  /**
   * What the policy must say about the source; empty while it may keep silent. What only a person
   * can change (gone, not allowed) is said at once; what may end by itself only when the check is
   * two intervals overdue, and where many policies share the store not by all at the same time.
   */
  Optional<Diagnosis> verdict(WatchedSource source, Instant now, boolean crowded) {
    Optional<Diagnosis> trouble = refusal.or(source::trouble);
    if (trouble.isEmpty() || isFinal(trouble.get())) {
      return trouble;
    }
    Duration interval = interval(source.defaultInterval());
    Instant good = source.checkedAt().filter(since::isBefore).orElse(since);
    Instant tellAt =
        good.plus(interval)
            .plus(interval.multipliedBy(TOLD_WHEN_OVERDUE_BY))
            .plus(crowded ? spread(interval) : Duration.ZERO);
    return now.isBefore(tellAt) ? Optional.empty() : trouble;
  }

  /** Whether the policy has something to do about the outcome of a look that has just ended. */
  boolean isNews(Optional<Diagnosis> verdict, Optional<SourceVersion> answered) {
    Optional<Reason> before = told;
    told = verdict.map(Diagnosis::reason);
    if (verdict.isPresent() || before.isPresent()) {
      return !told.equals(before);
    }
    return refusal.isEmpty()
        && answered.isPresent()
        && (interest.troubled() || !answered.equals(interest.known()));
  }

  private Duration spread(Duration interval) {
    Duration window = interval.multipliedBy(SPREAD_INTERVALS);
    return RefreshSchedule.spread(
        policy, window.compareTo(LONGEST_SPREAD) < 0 ? window : LONGEST_SPREAD);
  }

  private static boolean isFinal(Diagnosis trouble) {
    return trouble.reason() == Reason.PathNotFound
        || trouble.reason() == Reason.StoreNotFound
        || trouble.reason() == Reason.StoreNotAllowed;
  }
}
