package dev.keywright.rollout;

import dev.keywright.api.ApiNames;
import dev.keywright.rollout.WorkloadRollout.Obstacle;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns API objects into {@link Workload}. */
public final class WorkloadReader {
  private static final String ON_DELETE = "OnDelete";

  private WorkloadReader() {}

  /** What we keep of {@code object}; it must be a Deployment, StatefulSet or DaemonSet. */
  public static Workload read(HasMetadata object) {
    return switch (object) {
      case Deployment it ->
          workload(WorkloadKind.Deployment, it, it.getSpec().getTemplate(), rolloutOf(it));
      case StatefulSet it ->
          workload(WorkloadKind.StatefulSet, it, it.getSpec().getTemplate(), rolloutOf(it));
      case DaemonSet it ->
          workload(WorkloadKind.DaemonSet, it, it.getSpec().getTemplate(), rolloutOf(it));
      default -> throw new IllegalArgumentException("not a workload: " + object.getKind());
    };
  }

  private static Workload workload(
      WorkloadKind kind, HasMetadata object, PodTemplateSpec template, WorkloadRollout rollout) {
    ObjectMeta meta = object.getMetadata();
    return new Workload(
        new WorkloadId(kind, meta.getNamespace(), meta.getName(), meta.getUid()),
        meta.getResourceVersion(),
        Instant.parse(meta.getCreationTimestamp()),
        SecretUses.of(template.getSpec()),
        ourAnnotations(template.getMetadata()),
        rollout);
  }

  private static Map<String, String> ourAnnotations(@Nullable ObjectMeta template) {
    if (template == null || template.getAnnotations() == null) {
      return Map.of();
    }
    return template.getAnnotations().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(ApiNames.CONSUMER_REVISION_PREFIX))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static WorkloadRollout rolloutOf(Deployment deployment) {
    int desired = orElse(deployment.getSpec().getReplicas(), 1);
    DeploymentStatus status =
        Optional.ofNullable(deployment.getStatus()).orElseGet(DeploymentStatus::new);
    int updated = orElse(status.getUpdatedReplicas(), 0);
    boolean isComplete =
        isSeen(deployment, status.getObservedGeneration())
            && updated >= desired
            && orElse(status.getReplicas(), 0) <= updated;
    return new WorkloadRollout(desired, isComplete, obstacleOf(deployment, status));
  }

  private static Obstacle obstacleOf(Deployment deployment, DeploymentStatus status) {
    if (Boolean.TRUE.equals(deployment.getSpec().getPaused())) {
      return Obstacle.Paused;
    }
    if (hasCondition(status, "ReplicaFailure", "True")) {
      return Obstacle.PodsRefused;
    }
    return hasCondition(status, "Progressing", "False") ? Obstacle.DeadlinePassed : Obstacle.None;
  }

  private static boolean hasCondition(DeploymentStatus status, String type, String value) {
    return status.getConditions().stream()
        .anyMatch(it -> type.equals(it.getType()) && value.equals(it.getStatus()));
  }

  private static WorkloadRollout rolloutOf(StatefulSet set) {
    int desired = orElse(set.getSpec().getReplicas(), 1);
    StatefulSetStatus status =
        Optional.ofNullable(set.getStatus()).orElseGet(StatefulSetStatus::new);
    int updated = orElse(status.getUpdatedReplicas(), 0);
    boolean isComplete =
        isSeen(set, status.getObservedGeneration())
            && updated >= desired
            && orElse(status.getReplicas(), 0) <= updated;
    return new WorkloadRollout(desired, isComplete, obstacleOf(set.getSpec()));
  }

  private static Obstacle obstacleOf(StatefulSetSpec spec) {
    if (spec.getUpdateStrategy() == null) {
      return Obstacle.None;
    }
    if (ON_DELETE.equals(spec.getUpdateStrategy().getType())) {
      return Obstacle.OnDelete;
    }
    var rolling = spec.getUpdateStrategy().getRollingUpdate();
    return rolling != null && orElse(rolling.getPartition(), 0) > 0
        ? Obstacle.Partitioned
        : Obstacle.None;
  }

  private static WorkloadRollout rolloutOf(DaemonSet set) {
    DaemonSetStatus status = Optional.ofNullable(set.getStatus()).orElseGet(DaemonSetStatus::new);
    int desired = orElse(status.getDesiredNumberScheduled(), 0);
    boolean isComplete =
        isSeen(set, status.getObservedGeneration())
            && orElse(status.getUpdatedNumberScheduled(), 0) >= desired;
    var strategy = set.getSpec().getUpdateStrategy();
    boolean isOnDelete = strategy != null && ON_DELETE.equals(strategy.getType());
    return new WorkloadRollout(desired, isComplete, isOnDelete ? Obstacle.OnDelete : Obstacle.None);
  }

  private static boolean isSeen(HasMetadata object, @Nullable Long observedGeneration) {
    Long generation = object.getMetadata().getGeneration();
    return observedGeneration != null && (generation == null || observedGeneration >= generation);
  }

  private static int orElse(@Nullable Integer number, int otherwise) {
    return number == null ? otherwise : number;
  }
}
