package dev.keywright.rollout;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.Map;
import java.util.Optional;

/**
 * Who decides over a pod's life.
 *
 * @param kind kind of the workload; {@code Pod} for a bare pod, which is its own owner
 * @param uid empty text for a Deployment: pods name its ReplicaSet
 */
record PodOwner(String kind, String name, String uid) {
  private static final String TEMPLATE_HASH = "pod-template-hash";

  /**
   * The owner of a pod. The Deployment behind a ReplicaSet is read from the names that the
   * Deployment controller gives: {@code <deployment>-<pod-template-hash>}; so no right on
   * ReplicaSets is needed.
   */
  static PodOwner of(ObjectMeta pod) {
    Optional<OwnerReference> controller =
        pod.getOwnerReferences().stream()
            .filter(owner -> Boolean.TRUE.equals(owner.getController()))
            .findFirst();
    if (controller.isEmpty()) {
      return new PodOwner("Pod", pod.getName(), pod.getUid());
    }
    OwnerReference owner = controller.get();
    return deploymentBehind(owner, pod)
        .map(name -> new PodOwner(WorkloadKind.Deployment.name(), name, ""))
        .orElseGet(() -> new PodOwner(owner.getKind(), owner.getName(), owner.getUid()));
  }

  private static Optional<String> deploymentBehind(OwnerReference owner, ObjectMeta pod) {
    Map<String, String> labels = Optional.ofNullable(pod.getLabels()).orElse(Map.of());
    String suffix = "-" + labels.getOrDefault(TEMPLATE_HASH, "");
    boolean isMadeByDeployment =
        owner.getKind().equals("ReplicaSet")
            && suffix.length() > 1
            && owner.getName().endsWith(suffix)
            && owner.getName().length() > suffix.length();
    return isMadeByDeployment
        ? Optional.of(owner.getName().substring(0, owner.getName().length() - suffix.length()))
        : Optional.empty();
  }

  /** Whether one annotation on its pod template replaces its pods. */
  boolean isRestartable() {
    return WorkloadKind.named(kind).isPresent();
  }
}
