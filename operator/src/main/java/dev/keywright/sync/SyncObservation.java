package dev.keywright.sync;

import dev.keywright.api.ApiNames;
import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.api.v1alpha1.RequestState;
import dev.keywright.api.v1alpha1.RequestStatus;
import dev.keywright.api.v1alpha1.RequestsStatus;
import dev.keywright.api.v1alpha1.SecretPolicySpec;
import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import dev.keywright.api.v1alpha1.SourceStatus;
import dev.keywright.api.v1alpha1.TargetStatus;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.Reason;
import dev.keywright.core.Revision;
import dev.keywright.core.SourceVersion;
import dev.keywright.core.TimedRequest;
import dev.keywright.fetch.SourceHealth;
import dev.keywright.fetch.SourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A picture of everything that a decision about one policy needs.
 *
 * @param policy the policy's name
 * @param uid its uid
 * @param generation generation of its spec
 * @param spec its spec
 * @param status its status as last written; null before the first write
 * @param syncToken the value of the sync request annotation, when there is one
 * @param createdAt when the policy was made; older requests are not for it
 * @param target the target as it stands, when it exists
 * @param health what is known of each source
 * @param atLeast versions that rotations of ours have committed
 * @param rotation name of the run whose value the target must show now
 * @param now the time of the picture
 */
public record SyncObservation(
    ObjectKey policy,
    String uid,
    long generation,
    SecretPolicySpec spec,
    @Nullable SecretPolicyStatus status,
    Optional<String> syncToken,
    Instant createdAt,
    Optional<LiveTarget> target,
    Map<SourceKey, SourceHealth> health,
    Map<SourceKey, SourceVersion> atLeast,
    Optional<String> rotation,
    Instant now) {
  /** A creation time has whole seconds, and is by the API server's clock. */
  private static final Duration CLOCKS = Duration.ofSeconds(2);

  SourceHealth healthOf(SourceKey source) {
    return health.getOrDefault(source, SourceHealth.UNKNOWN);
  }

  /** The rows of status. */
  List<SourceStatus> rows() {
    return status == null || status.sources() == null ? List.of() : status.sources();
  }

  /** The sources that may be absent. */
  Set<SourceKey> optionalSources() {
    return sources().isEmpty() ? Set.of() : PolicySources.optional(policy.namespace(), spec);
  }

  /**
   * Why the checks of a source have failed for so long that users must be told. That an optional
   * source is absent is no failure.
   */
  Map<SourceKey, Diagnosis> troubles() {
    Map<SourceKey, Diagnosis> troubles = new HashMap<>();
    health.forEach(
        (source, seen) ->
            seen.overdue()
                .filter(trouble -> !isAbsentAndMayBe(source))
                .ifPresent(trouble -> troubles.put(source, trouble)));
    return troubles;
  }

  /** Whether the checks find that {@code source} is absent, and it is optional. */
  boolean isAbsentAndMayBe(SourceKey source) {
    return healthOf(source)
            .overdue()
            .filter(trouble -> trouble.reason() == Reason.PathNotFound)
            .isPresent()
        && optionalSources().contains(source);
  }

  /** Versions that status says the target shows, by source. */
  Map<SourceKey, SourceVersion> shownVersions(Set<SourceKey> sources) {
    Map<SourceKey, SourceVersion> shown = new HashMap<>();
    for (SourceKey source : sources) {
      SourceRows.find(rows(), source)
          .map(SourceStatus::version)
          .ifPresent(version -> shown.put(source, new SourceVersion(version)));
    }
    return shown;
  }

  /** The target as status knows it. */
  Optional<TargetStatus> writtenTarget() {
    return Optional.ofNullable(status).map(SecretPolicyStatus::target);
  }

  /** Whether status knows of the Secret that the policy asks for, and not of another one. */
  boolean hadTarget() {
    String name = PolicySources.targetOf(policy.name(), spec);
    return writtenTarget().filter(written -> name.equals(written.name())).isPresent();
  }

  /** The revision that status knows. */
  Optional<Revision> writtenRevision() {
    return writtenTarget()
        .map(TargetStatus::revision)
        .filter(Revision::isWellFormed)
        .map(Revision::new);
  }

  /** Whether the target has not been rendered from this generation of the spec yet. */
  boolean isSpecNew() {
    return writtenTarget()
        .filter(written -> Objects.equals(written.generation(), generation))
        .isEmpty();
  }

  /**
   * Since when the policy has wanted to know what {@code source} holds: a new one since it was
   * made, others since a check saw another version than the target shows. Empty for now: whatever
   * else makes a policy ask has happened just now.
   */
  Optional<Instant> wantedSince(SourceKey source) {
    if (syncRequest() instanceof TimedRequest.Due) {
      return Optional.empty();
    }
    if (conditions().isEmpty()) {
      return Optional.of(createdAt.plus(CLOCKS));
    }
    SourceHealth seen = healthOf(source);
    Optional<SourceVersion> shown = Optional.ofNullable(shownVersions(Set.of(source)).get(source));
    return seen.latest().isEmpty() || seen.latest().equals(shown)
        ? Optional.empty()
        : seen.checkedAt();
  }

  /** The conditions as last written. */
  public List<Condition> conditions() {
    return status == null || status.conditions() == null ? List.of() : status.conditions();
  }

  /** What status says of the last sync request. */
  Optional<RequestStatus> lastSyncRequest() {
    return Optional.ofNullable(status).map(SecretPolicyStatus::requests).map(RequestsStatus::sync);
  }

  /** The verdict over the sync request annotation. */
  TimedRequest syncRequest() {
    return TimedRequest.judge(
        ApiNames.SYNC_REQUESTED_AT,
        syncToken,
        lastSyncRequest().flatMap(SyncObservation::lastOf),
        createdAt,
        now);
  }

  private static Optional<TimedRequest.Last> lastOf(RequestStatus last) {
    return Optional.ofNullable(last.token())
        .map(
            token ->
                new TimedRequest.Last(
                    token,
                    last.state() == RequestState.Done || last.state() == RequestState.Refused));
  }

  /** Every object that the policy reads; none for a spec that cannot be carried out. */
  public Set<SourceKey> sources() {
    return health.keySet();
  }
}
