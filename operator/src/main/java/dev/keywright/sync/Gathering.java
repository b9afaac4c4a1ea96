package dev.keywright.sync;

import dev.keywright.core.Diagnosis;
import dev.keywright.core.SourceVersion;
import dev.keywright.fetch.FetchRequest;
import dev.keywright.fetch.FetchResult;
import dev.keywright.fetch.Fetcher;
import dev.keywright.fetch.Fetcher.Urgency;
import dev.keywright.fetch.SourceKey;
import dev.keywright.provider.spi.SecretObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fetches what one plan asks for: first only what is not shown yet, and when anything is new, the
 * rest too, because a target is rendered from all of its sources. For one use.
 */
final class Gathering {
  private final Fetcher fetcher;
  private final SyncObservation observed;
  private final SyncPlan.Fetch plan;
  private final Map<SourceKey, SecretObject> objects = new HashMap<>();
  private final Set<SourceKey> unchanged = new HashSet<>();
  private final Set<SourceKey> optional;
  private final Set<SourceKey> shown;
  private boolean isGone;

  Gathering(Fetcher fetcher, SyncObservation observed, SyncPlan.Fetch plan) {
    this.fetcher = fetcher;
    this.observed = observed;
    this.plan = plan;
    this.optional = observed.optionalSources();
    this.shown = observed.shownVersions(plan.sources()).keySet();
  }

  /** What came of it. */
  sealed interface Result {
    /** Every source is as the target shows it. */
    record Unchanged() implements Result {}

    /**
     * Every source.
     *
     * @param objects by source, without optional ones that the store does not have
     */
    record Complete(Map<SourceKey, SecretObject> objects) implements Result {}

    /**
     * One source could not be had; the rest was not asked for.
     *
     * @param outcome why
     */
    record Broken(SyncOutcome.Failed outcome) implements Result {}
  }

  /** Fetches; blocks for at most the stores' timeouts. */
  Result gather() {
    Optional<Result> broken = fetchAll(plan.sources(), plan.known());
    if (broken.isPresent()) {
      return broken.get();
    }
    if (objects.isEmpty() && !isGone && !unchanged.isEmpty()) {
      return new Result.Unchanged();
    }
    return fetchAll(Set.copyOf(unchanged), Map.of())
        .orElseGet(() -> new Result.Complete(Map.copyOf(objects)));
  }

  private Optional<Result> fetchAll(Set<SourceKey> sources, Map<SourceKey, SourceVersion> known) {
    return sources.stream()
        .flatMap(source -> fetch(source, Optional.ofNullable(known.get(source))).stream())
        .findFirst()
        .map(Result.Broken::new);
  }

  private Optional<SyncOutcome.Failed> fetch(SourceKey source, Optional<SourceVersion> known) {
    FetchRequest request =
        FetchRequest.of(
            observed.policy().namespace(),
            source,
            known,
            Optional.ofNullable(observed.atLeast().get(source)),
            wantedSince(source));
    return switch (fetcher.fetch(request, plan.urgency())) {
      case FetchResult.Found(SecretObject object) -> {
        objects.put(source, object);
        yield Optional.empty();
      }
      case FetchResult.Unchanged ignored -> {
        unchanged.add(source);
        yield Optional.empty();
      }
      case FetchResult.Absent ignored when optional.contains(source) -> {
        isGone |= shown.contains(source);
        yield Optional.empty();
      }
      case FetchResult.Absent(Diagnosis diagnosis) -> failed(diagnosis, source, Optional.empty());
      case FetchResult.Refused(Diagnosis diagnosis) -> failed(diagnosis, source, Optional.empty());
      case FetchResult.Unavailable(Diagnosis diagnosis, Optional<Duration> retryAfter) ->
          failed(diagnosis, source, retryAfter);
    };
  }

  /** Whoever deletes a target may have changed the value a moment before. */
  private Optional<Instant> wantedSince(SourceKey source) {
    return plan.urgency() == Urgency.REPAIR ? Optional.empty() : observed.wantedSince(source);
  }

  private static Optional<SyncOutcome.Failed> failed(
      Diagnosis diagnosis, SourceKey source, Optional<Duration> retryAfter) {
    return Optional.of(new SyncOutcome.Failed(diagnosis, Optional.of(source), retryAfter));
  }
}
