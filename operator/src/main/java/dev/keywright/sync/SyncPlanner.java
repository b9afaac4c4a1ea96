package dev.keywright.sync;

import dev.keywright.api.ConditionSet;
import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.SourceVersion;
import dev.keywright.core.TimedRequest;
import dev.keywright.fetch.Fetcher.Urgency;
import dev.keywright.fetch.SourceKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what to do about a policy. Pure: the same observation always gives the same plan.
 *
 * <p>The order of the checks is their priority: a spec that cannot be carried out, a spec that is
 * new, a target that is not what it should be, a request or an earlier failure, something new to
 * show, values that nobody has confirmed for too long, nothing.
 */
final class SyncPlanner {
  private SyncPlanner() {}

  static SyncPlan plan(SyncObservation observed) {
    Optional<Diagnosis> problem = SpecRules.problemOf(observed.spec());
    if (problem.isPresent()) {
      return new SyncPlan.Reject(problem.get());
    }
    Set<SourceKey> sources = PolicySources.of(observed.policy().namespace(), observed.spec());
    Map<SourceKey, SourceVersion> shown = observed.shownVersions(sources);
    if (observed.isSpecNew() || !isEachTold(observed, sources, shown)) {
      return new SyncPlan.Fetch(sources, Map.of(), Urgency.FORCED);
    }
    if (isRepair(observed)) {
      return new SyncPlan.Fetch(sources, Map.of(), Urgency.REPAIR);
    }
    Map<SourceKey, Diagnosis> troubles = observed.troubles();
    Optional<Diagnosis> overdue =
        sources.stream()
            .flatMap(source -> Optional.ofNullable(troubles.get(source)).stream())
            .findFirst();
    Map<SourceKey, SourceVersion> stillShown = withoutNews(observed, shown);
    Map<SourceKey, SourceVersion> known = trusted(observed, stillShown);
    if (isRequested(observed) || (overdue.isEmpty() && !isSynced(observed))) {
      return new SyncPlan.Fetch(sources, known, Urgency.FORCED);
    }
    if (stillShown.size() < shown.size() || hasAppeared(observed, sources, shown)) {
      return new SyncPlan.Fetch(
          sources, known, observed.rotation().isPresent() ? Urgency.FORCED : Urgency.REFRESH);
    }
    if (overdue.isEmpty() && Staleness.isStale(observed)) {
      return new SyncPlan.Fetch(sources, known, Urgency.REFRESH);
    }
    return new SyncPlan.UpToDate(overdue);
  }

  /** Whether status knows of each source what the target shows of it; of an absent one, nothing. */
  private static boolean isEachTold(
      SyncObservation observed, Set<SourceKey> sources, Map<SourceKey, SourceVersion> shown) {
    Set<SourceKey> optional = observed.optionalSources();
    return sources.stream()
        .allMatch(
            source ->
                shown.containsKey(source)
                    || (optional.contains(source)
                        && SourceRows.find(observed.rows(), source)
                            .filter(SourceRows::tellsAbsence)
                            .isPresent()));
  }

  /** Whether the target is gone, edited or not what status says. */
  private static boolean isRepair(SyncObservation observed) {
    String type = TargetTypes.typeOf(observed.spec());
    return observed
        .target()
        .filter(live -> live.isIntact() && live.type().equals(type))
        .flatMap(LiveTarget::evidence)
        .filter(evidence -> isTheOneWritten(evidence, observed))
        .isEmpty();
  }

  /** Every annotation is compared: each can be edited, and the fingerprint covers the data only. */
  private static boolean isTheOneWritten(LiveTarget.Evidence evidence, SyncObservation observed) {
    SecretPolicyStatus status = observed.status();
    return status != null
        && status.changedTime() != null
        && evidence.version().equals(status.version())
        && observed
            .writtenTarget()
            .filter(
                written ->
                    evidence.revision().id().equals(written.revision())
                        && evidence.cause().name().equals(written.cause())
                        && evidence.fingerprint().toString().equals(written.fingerprint()))
            .isPresent();
  }

  private static boolean isRequested(SyncObservation observed) {
    return observed.syncRequest() instanceof TimedRequest.Due;
  }

  private static boolean isSynced(SyncObservation observed) {
    return ConditionSet.isTrue(observed.conditions(), SyncConditions.SYNCED);
  }

  /** What is known to have changed is read without asking for its version once more. */
  private static Map<SourceKey, SourceVersion> withoutNews(
      SyncObservation observed, Map<SourceKey, SourceVersion> shown) {
    Map<SourceKey, SourceVersion> still = new HashMap<>(shown);
    still
        .entrySet()
        .removeIf(
            entry ->
                observed.isAbsentAndMayBe(entry.getKey())
                    || differs(observed.healthOf(entry.getKey()).latest(), entry.getValue())
                    || differs(
                        Optional.ofNullable(observed.atLeast().get(entry.getKey())),
                        entry.getValue()));
    return still;
  }

  /** Whether an optional source, shown as absent, is there by now. */
  private static boolean hasAppeared(
      SyncObservation observed, Set<SourceKey> sources, Map<SourceKey, SourceVersion> shown) {
    return sources.stream()
        .filter(source -> !shown.containsKey(source))
        .anyMatch(
            source ->
                observed.healthOf(source).latest().isPresent()
                    || observed.atLeast().containsKey(source));
  }

  private static boolean differs(Optional<SourceVersion> wanted, SourceVersion shown) {
    return wanted.filter(version -> !version.equals(shown)).isPresent();
  }

  /**
   * The versions that need not be read again when the store says that they are current. An object
   * that was gone, and a store that did not know its mount, may begin to count anew.
   */
  private static Map<SourceKey, SourceVersion> trusted(
      SyncObservation observed, Map<SourceKey, SourceVersion> shown) {
    Map<SourceKey, SourceVersion> trusted = new HashMap<>(shown);
    trusted
        .keySet()
        .removeIf(
            source ->
                SourceRows.find(observed.rows(), source)
                    .filter(SourceRows::mayCountAnew)
                    .isPresent());
    return trusted;
  }
}
