package dev.keywright.fetch;

import dev.keywright.core.Diagnosis;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.Reason;
import dev.keywright.core.SourceVersion;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.VersionResult;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One object, who watches it, and when it is looked at next. Guarded by the lock of {@link
 * SourceWatch}.
 */
final class WatchedSource {
  /** Until the store has been opened once and says better. */
  static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(5);

  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

  private final SourceKey key;
  private final Map<ObjectKey, Watcher> watchers = new HashMap<>();
  private Duration defaultInterval = DEFAULT_INTERVAL;
  private Optional<SourceVersion> latest = Optional.empty();
  private Optional<Instant> checkedAt = Optional.empty();
  private Optional<Diagnosis> trouble = Optional.empty();
  private int failures;
  private int sightings;
  private boolean underWay;
  private Instant due = Instant.MAX;

  WatchedSource(SourceKey key) {
    this.key = key;
  }

  SourceKey key() {
    return key;
  }

  Duration defaultInterval() {
    return defaultInterval;
  }

  Optional<Instant> checkedAt() {
    return checkedAt;
  }

  /** Why the last look showed no version. */
  Optional<Diagnosis> trouble() {
    return trouble;
  }

  Instant due() {
    return due;
  }

  boolean isWatched() {
    return !watchers.isEmpty();
  }

  /** Whether somebody hopes for the next good answer. */
  boolean isWaitedFor() {
    return trouble.isPresent() || watchers.values().stream().anyMatch(Watcher::isWaiting);
  }

  boolean isWatchedBy(ObjectKey policy) {
    return watchers.containsKey(policy);
  }

  Set<String> namespaces() {
    return watchers.keySet().stream().map(ObjectKey::namespace).collect(Collectors.toSet());
  }

  void watch(ObjectKey policy, SourceInterest interest, Instant now) {
    Watcher watcher = watchers.get(policy);
    if (watcher == null) {
      watchers.put(policy, new Watcher(policy, interest, now));
    } else {
      watcher.renew(interest);
    }
    lookBy(RefreshSchedule.next(key, interval(), now));
  }

  void unwatch(ObjectKey policy) {
    watchers.remove(policy);
  }

  SourceHealth health(ObjectKey policy, Instant now, boolean crowded) {
    @Nullable Watcher watcher = watchers.get(policy);
    return watcher == null
        ? SourceHealth.UNKNOWN
        : new SourceHealth(latest, checkedAt, watcher.verdict(this, now, crowded));
  }

  /** Looks no later than at {@code instant}. */
  void lookBy(Instant instant) {
    if (instant.isBefore(due)) {
      due = instant;
    }
  }

  /**
   * A look begins, unless one is under way; then that one's end sees to it that there is another.
   *
   * @return whether to look
   */
  boolean begin() {
    if (underWay) {
      return false;
    }
    underWay = true;
    due = Instant.MAX;
    return true;
  }

  /** Tells looks that began before a sighting from later ones. */
  int sightings() {
    return sightings;
  }

  /** A policy's own fetch has shown the version; returns whether others should hear of it soon. */
  boolean sight(SourceVersion version, Instant now) {
    boolean others =
        latest.filter(version::equals).isEmpty()
            || watchers.values().stream().anyMatch(Watcher::isTold);
    sightings++;
    good(version, now);
    return others && isWatched();
  }

  /** A look ended without a result. */
  void abort(Instant now) {
    underWay = false;
    lookBy(RefreshSchedule.next(key, interval(), now));
  }

  /**
   * A look ended.
   *
   * @param sightingsBefore {@link #sightings} when it began: if there was one since, this result
   *     may be the older one and only leads to another look
   * @return policies that have something to do
   */
  List<ObjectKey> end(SourceLook look, int sightingsBefore, Instant now, boolean crowded) {
    underWay = false;
    if (sightingsBefore != sightings) {
      lookBy(now.plus(SHORTEST_WAIT));
      return List.of();
    }
    look.defaultInterval().ifPresent(interval -> defaultInterval = interval);
    Duration wait = take(look.answer(), now);
    lookBy(wait.isZero() ? RefreshSchedule.next(key, interval(), now) : now.plus(wait));
    Optional<SourceVersion> answered = trouble.isEmpty() ? latest : Optional.empty();
    return watchers.values().stream()
        .filter(
            watcher -> {
              watcher.refuse(
                  Optional.ofNullable(look.refusals().get(watcher.policy().namespace())));
              return watcher.isNews(watcher.verdict(this, now, crowded), answered);
            })
        .map(Watcher::policy)
        .toList();
  }

  /** Takes the answer over; returns how long to wait, zero for until the next turn. */
  private Duration take(Optional<VersionResult> answer, Instant now) {
    if (answer.isEmpty()) {
      return Duration.ZERO;
    }
    return switch (answer.get()) {
      case VersionResult.Current current -> {
        good(current.version(), now);
        yield Duration.ZERO;
      }
      case VersionResult.Absent(String message) -> {
        trouble = Optional.of(new Diagnosis(Reason.PathNotFound, message));
        failures = 0;
        yield Duration.ZERO;
      }
      case VersionResult.Failed(ProviderFailure failure) -> {
        trouble = Optional.of(FailureReasons.diagnose(failure));
        yield FailureReasons.isTransient(failure) ? retryIn(failure) : Duration.ZERO;
      }
    };
  }

  private void good(SourceVersion version, Instant now) {
    latest = Optional.of(version);
    checkedAt = Optional.of(now);
    trouble = Optional.empty();
    failures = 0;
  }

  /** Doubling from a second to the interval, a minute at most; longer only when the store asks. */
  private Duration retryIn(ProviderFailure failure) {
    failures = Math.min(failures + 1, 10);
    Duration growing = Duration.ofSeconds(1L << (failures - 1));
    Duration wait = max(SHORTEST_WAIT, min(growing, min(interval(), LONGEST_RETRY)));
    return max(wait, failure.retryAfter().orElse(Duration.ZERO))
        .plus(RefreshSchedule.spread(key, SHORTEST_WAIT.dividedBy(2)));
  }

  /** The shortest that a watcher wants. */
  private Duration interval() {
    return watchers.values().stream()
        .map(watcher -> watcher.interval(defaultInterval))
        .reduce(WatchedSource::min)
        .map(interval -> max(interval, SHORTEST_WAIT))
        .orElse(defaultInterval);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
