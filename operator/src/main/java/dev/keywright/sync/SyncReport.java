package dev.keywright.sync;

import dev.keywright.api.ConditionSet;
import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.api.v1alpha1.RequestStatus;
import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import dev.keywright.api.v1alpha1.SourceStatus;
import dev.keywright.api.v1alpha1.TargetStatus;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Revision;
import dev.keywright.core.SourceVersion;
import dev.keywright.core.TimedRequest;
import dev.keywright.fetch.SourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is told of one look at a policy. Pure.
 *
 * @param conditions all conditions of the policy, the ones of other parts untouched
 * @param target what is told of the target and its sources
 * @param syncRequest state of the sync request
 * @param facts what belongs in the audit trail
 * @param nextLook how long to wait at most before looking again; positive
 */
public record SyncReport(
    List<Condition> conditions,
    Content target,
    @Nullable RequestStatus syncRequest,
    List<SyncFact> facts,
    Duration nextLook) {
  private static final Duration IDLE_LOOK = Duration.ofHours(1);

  /**
   * What is told of the target.
   *
   * @param version versions that the target shows
   * @param changedTime from when on everybody who reads the target gets its content
   * @param lastSyncTime when all sources were last confirmed; moved only together with something
   *     else
   * @param written the target as last written
   * @param sources one row per source
   * @param isLive whether the target holds exactly that now
   */
  public record Content(
      @Nullable String version,
      @Nullable Instant changedTime,
      @Nullable Instant lastSyncTime,
      @Nullable TargetStatus written,
      @Nullable List<SourceStatus> sources,
      boolean isLive) {}

  /** Tells what came of {@code outcome}; must not be asked about {@link SyncOutcome.Outdated}. */
  public static SyncReport of(SyncObservation observed, SyncOutcome outcome) {
    return switch (outcome) {
      case SyncOutcome.Written written -> written(observed, written);
      case SyncOutcome.Confirmed ignored -> confirmed(observed);
      case SyncOutcome.Idle(Optional<Diagnosis> overdue) -> idle(observed, overdue);
      case SyncOutcome.Failed failed -> failed(observed, failed);
      case SyncOutcome.Outdated outdated ->
          throw new IllegalArgumentException("nothing to tell: " + outdated.why());
    };
  }

  private static SyncReport written(SyncObservation observed, SyncOutcome.Written written) {
    TargetWrite write = written.write();
    TargetStatus target =
        new TargetStatus(
            write.desired().name(),
            List.copyOf(write.desired().data().keySet()),
            write.revision().id(),
            write.fingerprint().toString(),
            write.cause().name(),
            observed.generation());
    return new SyncReport(
        SyncConditions.settled(observed),
        new Content(
            write.version(),
            written.availableAt(),
            observed.now(),
            target,
            SourceRows.shown(written.sources(), written.missing()),
            true),
        SyncRequests.done(observed),
        SyncFacts.of(observed, written),
        afterConfirmation(observed));
  }

  private static SyncReport confirmed(SyncObservation observed) {
    return told(
        observed,
        SyncConditions.settled(observed),
        SourceRows.confirmed(observed),
        SyncRequests.done(observed),
        afterConfirmation(observed),
        Optional.of(observed.now()));
  }

  private static SyncReport idle(SyncObservation observed, Optional<Diagnosis> overdue) {
    return told(
        observed,
        overdue
            .map(diagnosis -> SyncConditions.failed(observed, diagnosis))
            .orElseGet(() -> SyncConditions.settled(observed)),
        SourceRows.kept(observed, observed.troubles()),
        SyncRequests.untouched(observed),
        min(Staleness.untilStale(observed).orElse(IDLE_LOOK), untilRequested(observed)),
        Optional.empty());
  }

  private static SyncReport failed(SyncObservation observed, SyncOutcome.Failed failed) {
    Diagnosis diagnosis = failed.diagnosis();
    Duration backoff = Backoff.after(observed, diagnosis.reason());
    Duration wait =
        failed.retryAfter().filter(asked -> asked.compareTo(backoff) > 0).orElse(backoff);
    Map<SourceKey, Diagnosis> troubles = observed.troubles();
    failed.source().ifPresent(source -> troubles.put(source, diagnosis));
    return told(
            observed,
            SyncConditions.failed(observed, diagnosis),
            SourceRows.kept(observed, troubles),
            SyncRequests.running(observed, diagnosis),
            min(min(wait, Staleness.untilStale(observed).orElse(wait)), untilRequested(observed)),
            Optional.empty())
        .with(SyncFacts.refusal(observed, failed));
  }

  /** The target holds what it held. */
  private static SyncReport told(
      SyncObservation observed,
      List<Condition> conditions,
      @Nullable List<SourceStatus> rows,
      @Nullable RequestStatus request,
      Duration look,
      Optional<Instant> confirmedNow) {
    SecretPolicyStatus last = observed.status();
    if (last == null) {
      return new SyncReport(
          conditions, new Content(null, null, null, null, rows, false), request, List.of(), look);
    }
    boolean isNews =
        !conditions.equals(last.conditions())
            || !Objects.equals(request, observed.lastSyncRequest().orElse(null))
            || !Objects.equals(rows, last.sources())
            || (confirmedNow.isPresent() && Staleness.isStale(observed));
    Instant confirmed = confirmedNow.or(() -> Staleness.confirmedAt(observed)).orElse(null);
    return new SyncReport(
        conditions,
        new Content(
            last.version(),
            last.changedTime(),
            isNews ? confirmed : last.lastSyncTime(),
            last.target(),
            rows,
            isLive(observed)),
        request,
        List.of(),
        look);
  }

  private static boolean isLive(SyncObservation observed) {
    Optional<Revision> live =
        observed.target().filter(LiveTarget::isIntact).flatMap(LiveTarget::revision);
    return live.isPresent() && live.equals(observed.writtenRevision());
  }

  private static Duration afterConfirmation(SyncObservation observed) {
    return min(Staleness.limit(observed).orElse(IDLE_LOOK), untilRequested(observed));
  }

  private static Duration untilRequested(SyncObservation observed) {
    return observed.syncRequest() instanceof TimedRequest.Later later
        ? Duration.between(observed.now(), later.until())
        : IDLE_LOOK;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private SyncReport with(List<SyncFact> more) {
    return new SyncReport(conditions, target, syncRequest, more, nextLook);
  }

  /** Whether everything that the sources hold is shown. */
  public boolean isSynced() {
    return ConditionSet.isTrue(conditions, SyncConditions.SYNCED);
  }

  /** The version of {@code source} that the target shows. */
  public Optional<SourceVersion> versionOf(SourceKey source) {
    return SourceRows.find(target.sources(), source)
        .map(SourceStatus::version)
        .map(SourceVersion::new);
  }
}
