package dev.keywright.sync;

import dev.keywright.api.ConditionSet;
import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.api.v1alpha1.RequestState;
import dev.keywright.api.v1alpha1.RequestStatus;
import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import dev.keywright.api.v1alpha1.SourceStatus;
import dev.keywright.api.v1alpha1.TargetStatus;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.core.Revision;
import dev.keywright.core.SourceVersion;
import dev.keywright.core.TimedRequest;
import dev.keywright.fetch.SourceKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is told of one look at a policy. Pure.
 *
 * @param conditions all conditions of the policy, the ones of other parts untouched
 * @param version versions that the target shows
 * @param changedTime when the content of the target last changed
 * @param lastSyncTime when all sources were last confirmed; moved only together with something else
 * @param target the target as written
 * @param sources one row per source
 * @param syncRequest state of the sync request
 * @param facts what belongs in the audit trail
 * @param nextLook how long to wait at most before looking again
 */
public record SyncReport(
    List<Condition> conditions,
    @Nullable String version,
    @Nullable Instant changedTime,
    @Nullable Instant lastSyncTime,
    @Nullable TargetStatus target,
    @Nullable List<SourceStatus> sources,
    @Nullable RequestStatus syncRequest,
    List<SyncFact> facts,
    Duration nextLook) {

  public static final String READY = "Ready";
  public static final String SYNCED = "Synced";
  public static final String RECONCILING = "Reconciling";
  public static final String STALLED = "Stalled";

  private static final Set<Reason> TRANSIENT =
      Set.of(Reason.ProviderUnavailable, Reason.RateLimited, Reason.StoreNotReady);
  private static final Set<Reason> STALLS_ALWAYS =
      Set.of(Reason.InvalidSpec, Reason.StoreNotFound, Reason.TargetConflict);
  private static final Duration IDLE_LOOK = Duration.ofHours(1);

  /** Tells what came of {@code outcome}; must not be asked about {@link SyncOutcome.Outdated}. */
  public static SyncReport of(SyncObservation observed, SyncOutcome outcome) {
    return switch (outcome) {
      case SyncOutcome.Written written -> written(observed, written);
      case SyncOutcome.Confirmed ignored ->
          unchanged(
              observed, settled(observed).list(), observed.now(), doneRequest(observed), IDLE_LOOK);
      case SyncOutcome.Idle(Optional<Diagnosis> overdue) -> idle(observed, overdue);
      case SyncOutcome.Failed failed -> failed(observed, failed);
      case SyncOutcome.Outdated outdated ->
          throw new IllegalArgumentException("nothing to tell: " + outdated.why());
    };
  }

  private static SyncReport written(SyncObservation observed, SyncOutcome.Written written) {
    TargetWrite write = written.write();
    List<SourceStatus> rows = new ArrayList<>();
    written
        .sources()
        .forEach(
            (source, facts) ->
                rows.add(
                    new SourceStatus(
                        source.store().toString(),
                        SourceRows.pathOf(source),
                        facts.version().id(),
                        Reason.Synced.name(),
                        facts
                            .changedTime()
                            .map(time -> time.truncatedTo(ChronoUnit.SECONDS))
                            .orElse(null))));
    rows.sort(Comparator.comparing(row -> row.store() + " " + row.path()));
    TargetStatus target =
        new TargetStatus(
            write.desired().name(),
            List.copyOf(write.desired().data().keySet()),
            write.revision().id(),
            write.fingerprint().toString(),
            write.cause().name(),
            observed.generation());
    return new SyncReport(
        settled(observed).list(),
        write.version(),
        write.revision().madeAt(),
        observed.now(),
        target,
        rows,
        doneRequest(observed),
        SyncFact.of(observed, written),
        IDLE_LOOK);
  }

  private static ConditionSet settled(SyncObservation observed) {
    return conditions(observed)
        .set(READY, "True", Reason.Synced.name(), "The target holds what the policy asks for.")
        .set(SYNCED, "True", Reason.Synced.name(), "The target holds what the sources hold.")
        .remove(RECONCILING)
        .remove(STALLED);
  }

  private static SyncReport idle(SyncObservation observed, Optional<Diagnosis> overdue) {
    if (overdue.isPresent()) {
      return unchanged(
          observed,
          keptGood(observed, overdue.get()),
          null,
          pendingRequest(observed),
          staleIn(observed).orElse(IDLE_LOOK));
    }
    return unchanged(
        observed, settled(observed).list(), null, pendingRequest(observed), waitFor(observed));
  }

  private static SyncReport failed(SyncObservation observed, SyncOutcome.Failed failed) {
    Diagnosis diagnosis = failed.diagnosis();
    Duration wait =
        Backoff.after(observed, diagnosis.reason(), TRANSIENT.contains(diagnosis.reason()));
    Duration look = failed.retryAfter().filter(asked -> asked.compareTo(wait) > 0).orElse(wait);
    SyncReport report =
        unchanged(
            observed,
            failedConditions(observed, diagnosis),
            null,
            runningRequest(observed, diagnosis),
            look);
    return report.with(SyncFact.refusal(observed, failed));
  }

  private static List<Condition> failedConditions(SyncObservation observed, Diagnosis diagnosis) {
    boolean targetIsGood = observed.target().filter(LiveTarget::isIntact).isPresent();
    if (STALLS_ALWAYS.contains(diagnosis.reason())) {
      return stalled(observed, diagnosis);
    }
    if (targetIsGood) {
      return keptGood(observed, diagnosis);
    }
    if (!TRANSIENT.contains(diagnosis.reason())) {
      return stalled(observed, diagnosis);
    }
    return hadTarget(observed) ? lost(observed, diagnosis) : waiting(observed, diagnosis);
  }

  private static List<Condition> stalled(SyncObservation observed, Diagnosis diagnosis) {
    return conditions(observed)
        .set(READY, "False", diagnosis.reason().name(), diagnosis.message())
        .set(SYNCED, "False", diagnosis.reason().name(), diagnosis.message())
        .set(STALLED, "True", diagnosis.reason().name(), diagnosis.message())
        .remove(RECONCILING)
        .list();
  }

  private static List<Condition> keptGood(SyncObservation observed, Diagnosis diagnosis) {
    ConditionSet set = conditions(observed).remove(RECONCILING).remove(STALLED);
    if (staleIn(observed).filter(left -> left.isZero() || left.isNegative()).isPresent()) {
      set.set(
          READY,
          "False",
          Reason.Stale.name(),
          "The sources could not be confirmed for longer than refresh.maxStaleness allows. "
              + diagnosis.message());
    } else {
      set.set(READY, "True", Reason.Synced.name(), "The target holds the last good values.");
    }
    return set.set(SYNCED, "False", diagnosis.reason().name(), diagnosis.message()).list();
  }

  private static List<Condition> lost(SyncObservation observed, Diagnosis diagnosis) {
    boolean missing = observed.target().isEmpty();
    String what =
        missing
            ? "The target is gone and cannot be made again now. "
            : "The target was edited and cannot be repaired now. ";
    return conditions(observed)
        .set(
            READY,
            "False",
            (missing ? Reason.TargetMissing : Reason.TargetDrifted).name(),
            what + diagnosis.message())
        .set(SYNCED, "False", diagnosis.reason().name(), diagnosis.message())
        .set(RECONCILING, "True", diagnosis.reason().name(), diagnosis.message())
        .remove(STALLED)
        .list();
  }

  private static List<Condition> waiting(SyncObservation observed, Diagnosis diagnosis) {
    return conditions(observed)
        .set(READY, "Unknown", diagnosis.reason().name(), diagnosis.message())
        .set(SYNCED, "False", diagnosis.reason().name(), diagnosis.message())
        .set(RECONCILING, "True", diagnosis.reason().name(), diagnosis.message())
        .remove(STALLED)
        .list();
  }

  private static boolean hadTarget(SyncObservation observed) {
    return observed.status() != null && observed.status().target() != null;
  }

  /** How long the values may still be shown as ready; empty when there is no limit. */
  private static Optional<Duration> staleIn(SyncObservation observed) {
    return observed
        .maxStaleness()
        .map(limit -> Duration.between(observed.now(), confirmedAt(observed).plus(limit)));
  }

  private static Instant confirmedAt(SyncObservation observed) {
    Instant written =
        observed.status() == null || observed.status().lastSyncTime() == null
            ? observed.createdAt()
            : observed.status().lastSyncTime();
    return observed.health().values().stream()
        .map(health -> health.checkedAt().filter(written::isBefore).orElse(written))
        .min(Instant::compareTo)
        .orElse(written);
  }

  private static Duration waitFor(SyncObservation observed) {
    Duration look = staleIn(observed).filter(left -> left.isPositive()).orElse(IDLE_LOOK);
    return observed.syncRequest() instanceof TimedRequest.Later later
        ? min(look, Duration.between(observed.now(), later.until()))
        : look;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static @Nullable RequestStatus before(SyncObservation observed) {
    return observed.status() == null || observed.status().requests() == null
        ? null
        : observed.status().requests().sync();
  }

  private static @Nullable RequestStatus doneRequest(SyncObservation observed) {
    return observed.syncRequest() instanceof TimedRequest.Due due
        ? new RequestStatus(due.token(), RequestState.Done, null, null, null)
        : pendingRequest(observed);
  }

  private static @Nullable RequestStatus runningRequest(
      SyncObservation observed, Diagnosis diagnosis) {
    return observed.syncRequest() instanceof TimedRequest.Due due
        ? new RequestStatus(due.token(), RequestState.Running, diagnosis.message(), null, null)
        : pendingRequest(observed);
  }

  private static @Nullable RequestStatus pendingRequest(SyncObservation observed) {
    return switch (observed.syncRequest()) {
      case TimedRequest.None none -> before(observed);
      case TimedRequest.Due due ->
          new RequestStatus(due.token(), RequestState.Running, null, null, null);
      case TimedRequest.Later later ->
          new RequestStatus(
              later.token(),
              RequestState.Waiting,
              "The requested time is ahead.",
              later.until(),
              null);
      case TimedRequest.Refused refused ->
          new RequestStatus(refused.token(), RequestState.Refused, refused.why(), null, null);
    };
  }

  private static ConditionSet conditions(SyncObservation observed) {
    return new ConditionSet(
        observed.status() == null ? null : observed.status().conditions(),
        observed.generation(),
        observed.now());
  }

  private static SyncReport unchanged(
      SyncObservation observed,
      List<Condition> conditions,
      @Nullable Instant confirmed,
      @Nullable RequestStatus request,
      Duration look) {
    SecretPolicyStatus last = observed.status();
    if (last == null) {
      return new SyncReport(conditions, null, null, null, null, null, request, List.of(), look);
    }
    boolean changed =
        !conditions.equals(last.conditions()) || !Objects.equals(request, before(observed));
    return new SyncReport(
        conditions,
        last.version(),
        last.changedTime(),
        confirmed != null && changed ? confirmed : last.lastSyncTime(),
        last.target(),
        last.sources(),
        request,
        List.of(),
        look);
  }

  private SyncReport with(List<SyncFact> more) {
    return new SyncReport(
        conditions,
        version,
        changedTime,
        lastSyncTime,
        target,
        sources,
        syncRequest,
        more,
        nextLook);
  }

  /** The revision that the target shows after this look. */
  public Optional<Revision> revision() {
    return Optional.ofNullable(target).map(TargetStatus::revision).map(Revision::new);
  }

  /** Whether everything that the sources hold is shown. */
  public boolean isSynced() {
    return ConditionSet.isTrue(conditions, SYNCED);
  }

  /** The version of {@code source} that the target shows. */
  public Optional<SourceVersion> versionOf(SourceKey source) {
    return sources == null
        ? Optional.empty()
        : sources.stream()
            .filter(row -> SourceRows.isRowOf(row, source))
            .map(SourceStatus::version)
            .filter(Objects::nonNull)
            .map(SourceVersion::new)
            .findFirst();
  }
}
