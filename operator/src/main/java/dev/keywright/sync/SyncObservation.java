package dev.keywright.sync;

import dev.keywright.api.ApiNames;
import dev.keywright.api.v1alpha1.RequestState;
import dev.keywright.api.v1alpha1.RequestStatus;
import dev.keywright.api.v1alpha1.RequestsStatus;
import dev.keywright.api.v1alpha1.SecretPolicySpec;
import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import dev.keywright.api.v1alpha1.TargetStatus;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.SourceVersion;
import dev.keywright.core.TimedRequest;
import dev.keywright.fetch.SourceHealth;
import dev.keywright.fetch.SourceKey;
import java.time.Duration;
import java.time.Instant;
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

  SourceHealth healthOf(SourceKey source) {
    return health.getOrDefault(source, SourceHealth.UNKNOWN);
  }

  /** Whether the target has not been rendered from this generation of the spec yet. */
  boolean isSpecNew() {
    TargetStatus written = status == null ? null : status.target();
    return written == null || !Objects.equals(written.generation(), generation);
  }

  /** The verdict over the sync request annotation. */
  TimedRequest syncRequest() {
    RequestsStatus requests = status == null ? null : status.requests();
    RequestStatus last = requests == null ? null : requests.sync();
    return TimedRequest.judge(ApiNames.SYNC_REQUESTED_AT, syncToken, lastOf(last), createdAt, now);
  }

  private static Optional<TimedRequest.Last> lastOf(@Nullable RequestStatus last) {
    return last == null || last.token() == null
        ? Optional.empty()
        : Optional.of(
            new TimedRequest.Last(
                last.token(),
                last.state() == RequestState.Done || last.state() == RequestState.Refused));
  }

  /** How old the last successful check may be, where the policy limits it. */
  Optional<Duration> maxStaleness() {
    return spec.refresh() == null
        ? Optional.empty()
        : SpecRules.duration(spec.refresh().maxStaleness());
  }

  /** Every object that the policy reads; none for a spec that cannot be carried out. */
  public Set<SourceKey> sources() {
    return health.keySet();
  }
}
