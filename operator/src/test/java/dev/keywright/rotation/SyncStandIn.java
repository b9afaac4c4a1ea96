package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.PolicyRotationStatus;
import dev.keywright.api.v1alpha1.RequestStatus;
import dev.keywright.api.v1alpha1.RequestsStatus;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import dev.keywright.api.v1alpha1.SourceStatus;
import dev.keywright.api.v1alpha1.TargetStatus;
import dev.keywright.core.FaultPoint;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.Revision;
import dev.keywright.core.RevisionCause;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Does what sync and rollout promise to rotation: a target shows what the store holds, content and
 * revision are one write, consumers are restarted for a new revision, and status tells. The targets
 * outlive the operator; the rest does not. Not thread-safe.
 */
final class SyncStandIn {
  /** A target Secret. */
  record Target(
      Map<String, String> data, Revision revision, RevisionCause cause, Instant changedAt) {}

  private final Map<ObjectKey, Target> targets = new HashMap<>();
  private final ClusterInMemory cluster;
  private final StoreInMemory store;
  private final WorkloadsInMemory workloads;
  private final RandomGenerator random;

  SyncStandIn(
      ClusterInMemory cluster,
      StoreInMemory store,
      WorkloadsInMemory workloads,
      RandomGenerator random) {
    this.cluster = cluster;
    this.store = store;
    this.workloads = workloads;
    this.random = random;
  }

  Optional<Target> target(ObjectKey policy) {
    return Optional.ofNullable(targets.get(policy));
  }

  /** Brings the target of {@code policy} up to date and gives the status that tells of it. */
  SecretPolicyStatus look(
      SecretPolicy policy,
      @Nullable PolicyRotationStatus rotation,
      @Nullable RequestStatus request,
      Instant now,
      FaultPoint faults) {
    ObjectKey key = ClusterInMemory.keyOf(policy);
    Optional<String> run = committed(key);
    Target target = write(key, run, now, faults);
    if (target.cause().restartsConsumers()) {
      workloads
          .of(key.namespace(), key.name())
          .forEach(
              consumer -> {
                faults.reached("rollout.restart.before");
                consumer.restart(target.revision().id());
                faults.reached("rollout.restart.after");
              });
    }
    return statusOf(policy, target, rotation, request);
  }

  private Optional<String> committed(ObjectKey policy) {
    return cluster.runsOf(policy).stream()
        .filter(run -> RunJournal.of(run).committedVersion().isPresent())
        .filter(run -> !RunJournal.of(run).isEnded())
        .map(run -> run.getMetadata().getName())
        .findFirst();
  }

  private Target write(ObjectKey key, Optional<String> run, Instant now, FaultPoint faults) {
    Target before = targets.get(key);
    if (before != null && before.data().equals(store.content())) {
      run.ifPresent(name -> cluster.show(key, name));
      return before;
    }
    RevisionCause changed = run.isPresent() ? RevisionCause.Rotated : RevisionCause.SourceChanged;
    Target next =
        new Target(
            store.content(),
            Revision.make(now, random),
            before == null ? RevisionCause.Created : changed,
            now);
    faults.reached("sync.target.before");
    targets.put(key, next);
    run.ifPresent(name -> cluster.show(key, name));
    faults.reached("sync.target.after");
    return next;
  }

  private SecretPolicyStatus statusOf(
      SecretPolicy policy,
      Target target,
      @Nullable PolicyRotationStatus rotation,
      @Nullable RequestStatus request) {
    return new SecretPolicyStatus(
        policy.getMetadata().getGeneration(),
        List.of(),
        store.current().id(),
        target.changedAt(),
        target.changedAt(),
        new TargetStatus(
            policy.getMetadata().getName(),
            List.copyOf(target.data().keySet()),
            target.revision().id(),
            "k1:" + "0".repeat(32),
            target.cause().name(),
            policy.getMetadata().getGeneration()),
        List.of(
            new SourceStatus(
                "secstore/vault", StoreInMemory.PATH, store.current().id(), "Synced", null)),
        rotation,
        request == null ? null : new RequestsStatus(null, request),
        null,
        null,
        null);
  }
}
