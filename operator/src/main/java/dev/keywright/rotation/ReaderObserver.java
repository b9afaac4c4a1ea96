package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.ConsumersSpec;
import dev.keywright.api.v1alpha1.RestartMode;
import dev.keywright.api.v1alpha1.RotationPhase;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import dev.keywright.api.v1alpha1.SourceStatus;
import dev.keywright.api.v1alpha1.TargetStatus;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.Revision;
import dev.keywright.core.RevisionCause;
import dev.keywright.core.SourceVersion;
import dev.keywright.rollout.Consumers;
import dev.keywright.rotation.RotationObservation.Reader;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at the policies that read a rotated object, and at the consumers of their targets. */
final class ReaderObserver {
  /** Phases in which others act on the new value. */
  private static final Set<RotationPhase> WAITING =
      Set.of(RotationPhase.Committed, RotationPhase.Published, RotationPhase.Propagated);

  private final RotationObjects objects;
  private final Consumers consumers;

  ReaderObserver(RotationObjects objects, Consumers consumers) {
    this.objects = objects;
    this.consumers = consumers;
  }

  /** Who reads the object of {@code run}, while the run waits for them; else nobody. */
  List<Reader> observe(RunIdentity run, RunJournal journal) {
    boolean isWaitingForOthers =
        !journal.isEnded() && journal.phase().filter(WAITING::contains).isPresent();
    Optional<RotatedObject> object = journal.object(run.run().namespace());
    if (!isWaitingForOthers || object.isEmpty()) {
      return List.of();
    }
    boolean isPublished = journal.status().phase() != RotationPhase.Committed;
    return objects.readersOf(object.get().store(), object.get().path()).stream()
        .sorted(Comparator.comparing(policy -> keyOf(policy).toString()))
        .flatMap(policy -> readerOf(policy, object.get(), isPublished).stream())
        .toList();
  }

  private Optional<Reader> readerOf(
      SecretPolicy policy, RotatedObject object, boolean isPublished) {
    SecretPolicyStatus status = policy.getStatus();
    if (status == null || status.observedGeneration() == null || status.observedGeneration() < 0) {
      return Optional.of(
          Reader.unknown(keyOf(policy), Optional.empty(), "whose status is not filled yet"));
    }
    TargetStatus target = status.target();
    if (target == null || target.name() == null) {
      return Optional.empty();
    }
    String secret = target.name();
    ConsumersSpec asked = policy.getSpec() == null ? null : policy.getSpec().consumers();
    Optional<Revision> wanted =
        Optional.ofNullable(target.revision())
            .filter(revision -> asked != null && Revision.isWellFormed(revision))
            .map(Revision::new);
    boolean restarts =
        asked != null && asked.restart() == RestartMode.Rolling && isRestartedFor(target);
    Reader reader =
        new Reader(
            keyOf(policy),
            Optional.empty(),
            shownBy(status, object),
            wanted.map(Revision::id).orElse(""),
            restarts,
            List.of());
    return Optional.of(
        wanted
            .filter(revision -> isPublished)
            .map(revision -> withConsumers(reader, secret, revision, since(status, revision)))
            .orElse(reader));
  }

  private Reader withConsumers(Reader reader, String target, Revision wanted, Instant since) {
    ObjectKey policy = reader.policy();
    try {
      return new Reader(
          policy,
          Optional.empty(),
          reader.shown(),
          reader.wanted(),
          reader.restarts(),
          consumers.observe(
              policy.namespace(), target, policy.name(), wanted, since, reader.restarts()));
    } catch (KubernetesClientException e) {
      return Reader.unknown(
          policy,
          reader.shown(),
          "whose pods cannot be listed (code %d): see the rights of the operator's account"
              .formatted(e.getCode()));
    }
  }

  private static Instant since(SecretPolicyStatus status, Revision wanted) {
    return status.changedTime() == null ? wanted.madeAt() : status.changedTime();
  }

  /** Nobody restarts the consumers of a target that was just made or taken over. */
  private static boolean isRestartedFor(TargetStatus target) {
    return Optional.ofNullable(target.cause())
        .flatMap(RevisionCause::named)
        .map(RevisionCause::restartsConsumers)
        .orElse(true);
  }

  private static Optional<SourceVersion> shownBy(SecretPolicyStatus status, RotatedObject object) {
    List<SourceStatus> rows = status.sources() == null ? List.of() : status.sources();
    return rows.stream()
        .filter(row -> object.store().toString().equals(row.store()))
        .filter(row -> object.path().toString().equals(row.path()))
        .flatMap(row -> Optional.ofNullable(row.version()).stream())
        .map(SourceVersion::new)
        .findFirst();
  }

  private static ObjectKey keyOf(SecretPolicy policy) {
    return new ObjectKey(policy.getMetadata().getNamespace(), policy.getMetadata().getName());
  }
}
