package dev.keywright.sync;

import dev.keywright.api.ConditionSet;
import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import dev.keywright.api.v1alpha1.SourceStatus;
import dev.keywright.api.v1alpha1.TargetStatus;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.SourceVersion;
import dev.keywright.core.TimedRequest;
import dev.keywright.fetch.Fetcher.Urgency;
import dev.keywright.fetch.SourceKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what to do about a policy. Pure: the same observation always gives the same plan.
 *
 * <p>The order of the checks is their priority: a spec that cannot be carried out, a target that is
 * not what it should be, a request or an earlier failure, something new to show, nothing.
 */
final class SyncPlanner {
  private SyncPlanner() {}

  static SyncPlan plan(SyncObservation observed) {
    Optional<Diagnosis> problem = SpecRules.problemOf(observed.spec());
    if (problem.isPresent()) {
      return new SyncPlan.Reject(problem.get());
    }
    Set<SourceKey> sources = PolicySources.of(observed.policy().namespace(), observed.spec());
    Map<SourceKey, SourceVersion> shown = shownVersions(observed.status(), sources);
    if (mustRender(observed, sources, shown)) {
      return new SyncPlan.Fetch(
          sources, Map.of(), isRepair(observed) ? Urgency.REPAIR : Urgency.FORCED);
    }
    Optional<Diagnosis> overdue =
        sources.stream()
            .flatMap(source -> observed.healthOf(source).overdue().stream())
            .findFirst();
    if (isRequested(observed) || (overdue.isEmpty() && !isSynced(observed.status()))) {
      return new SyncPlan.Fetch(sources, shown, Urgency.FORCED);
    }
    if (hasNews(observed, sources, shown)) {
      return new SyncPlan.Fetch(
          sources, shown, observed.rotation().isPresent() ? Urgency.FORCED : Urgency.REFRESH);
    }
    return new SyncPlan.UpToDate(overdue);
  }

  /**
   * Whether the target cannot be taken as it is: the spec is new, or the target is gone, edited or
   * not what status says.
   */
  private static boolean mustRender(
      SyncObservation observed, Set<SourceKey> sources, Map<SourceKey, SourceVersion> shown) {
    return observed.isSpecNew() || shown.size() < sources.size() || isRepair(observed);
  }

  private static boolean isRepair(SyncObservation observed) {
    return observed
        .target()
        .filter(LiveTarget::isIntact)
        .filter(target -> isTheOneWritten(target, observed.status()))
        .isEmpty();
  }

  private static boolean isTheOneWritten(LiveTarget target, @Nullable SecretPolicyStatus status) {
    TargetStatus written = status == null ? null : status.target();
    return written != null
        && target
            .evidence()
            .filter(ours -> ours.revision().id().equals(written.revision()))
            .isPresent();
  }

  private static boolean isRequested(SyncObservation observed) {
    return observed.syncRequest() instanceof TimedRequest.Due;
  }

  private static boolean isSynced(@Nullable SecretPolicyStatus status) {
    return status != null && ConditionSet.isTrue(status.conditions(), SyncReport.SYNCED);
  }

  private static boolean hasNews(
      SyncObservation observed, Set<SourceKey> sources, Map<SourceKey, SourceVersion> shown) {
    return sources.stream()
        .anyMatch(
            source ->
                differs(observed.healthOf(source).latest(), shown.get(source))
                    || differs(
                        Optional.ofNullable(observed.atLeast().get(source)), shown.get(source)));
  }

  private static boolean differs(Optional<SourceVersion> wanted, @Nullable SourceVersion shown) {
    return wanted.isPresent() && !wanted.get().equals(shown);
  }

  /** Versions that status says the target shows, by source. */
  static Map<SourceKey, SourceVersion> shownVersions(
      @Nullable SecretPolicyStatus status, Set<SourceKey> sources) {
    List<SourceStatus> rows =
        status == null || status.sources() == null ? List.of() : status.sources();
    Map<SourceKey, SourceVersion> shown = new HashMap<>();
    for (SourceKey source : sources) {
      rows.stream()
          .filter(row -> SourceRows.isRowOf(row, source) && row.version() != null)
          .findFirst()
          .ifPresent(
              row -> shown.put(source, new SourceVersion(Objects.requireNonNull(row.version()))));
    }
    return shown;
  }
}
