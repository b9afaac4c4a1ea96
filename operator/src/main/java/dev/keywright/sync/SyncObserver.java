package dev.keywright.sync;

import dev.keywright.api.ApiNames;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.SourceVersion;
import dev.keywright.core.TimedRequest;
import dev.keywright.fetch.SourceHealth;
import dev.keywright.fetch.SourceKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Takes the picture that sync decides from. Reads caches only. Thread-safe. */
public final class SyncObserver {
  private final TargetLookup targets;
  private final SourceFreshness freshness;
  private final CommittedVersions commits;
  private final InstantSource clock;

  public SyncObserver(
      TargetLookup targets,
      SourceFreshness freshness,
      CommittedVersions commits,
      InstantSource clock) {
    this.targets = targets;
    this.freshness = freshness;
    this.commits = commits;
    this.clock = clock;
  }

  /** The picture of {@code policy} now. */
  public SyncObservation observe(SecretPolicy policy) {
    ObjectKey key =
        new ObjectKey(policy.getMetadata().getNamespace(), policy.getMetadata().getName());
    Set<SourceKey> sources = PolicySources.readable(key.namespace(), policy.getSpec());
    Map<SourceKey, SourceHealth> health = new HashMap<>();
    Map<SourceKey, SourceVersion> atLeast = new HashMap<>();
    Optional<String> rotation = Optional.empty();
    Map<SourceKey, SourceHealth> seen = freshness.of(key);
    for (SourceKey source : sources) {
      health.put(source, Objects.requireNonNull(seen.getOrDefault(source, SourceHealth.UNKNOWN)));
      Optional<CommittedVersions.Commit> commit = commits.of(key.namespace(), source);
      commit.ifPresent(made -> atLeast.put(source, made.version()));
      rotation = rotation.or(() -> commit.map(CommittedVersions.Commit::run));
    }
    String target = PolicySources.targetOf(key.name(), policy.getSpec());
    return new SyncObservation(
        key,
        policy.getMetadata().getUid(),
        policy.getMetadata().getGeneration(),
        policy.getSpec(),
        policy.getStatus(),
        syncToken(policy),
        Instant.parse(policy.getMetadata().getCreationTimestamp()),
        targets.find(
            new ObjectKey(key.namespace(), target), key.name(), policy.getMetadata().getUid()),
        health,
        atLeast,
        rotation,
        clock.instant());
  }

  /** The newer of the two request annotations; one that is no time counts when it stands alone. */
  private static Optional<String> syncToken(SecretPolicy policy) {
    Map<String, String> annotations = policy.getMetadata().getAnnotations();
    if (annotations == null) {
      return Optional.empty();
    }
    return Stream.of(ApiNames.SYNC_REQUESTED_AT, ApiNames.FLUX_REQUESTED_AT)
        .map(annotations::get)
        .filter(Objects::nonNull)
        .max(Comparator.comparing(token -> TimedRequest.timeOf(token).orElse(Instant.MIN)));
  }
}
