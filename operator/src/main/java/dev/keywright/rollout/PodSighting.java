package dev.keywright.rollout;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is kept of one live pod that reads the target.
 *
 * @param revision value of the policy's annotation on it; empty text without it
 * @param use how it reads the target
 * @param startedAt when a kubelet took it; cut to whole seconds
 * @param readySince since when it is Ready; cut to whole seconds
 * @param trouble why it will not become Ready by itself; empty text when nothing is known
 */
record PodSighting(
    String name,
    PodOwner owner,
    String revision,
    SecretUse use,
    Optional<Instant> startedAt,
    Optional<Instant> readySince,
    String trouble) {
  private static final Set<String> FINISHED = Set.of("Succeeded", "Failed");

  /** Waiting reasons of the kubelet that do not pass by themselves within seconds. */
  private static final Set<String> TROUBLES =
      Set.of(
          "CrashLoopBackOff",
          "ImagePullBackOff",
          "ErrImagePull",
          "ErrImageNeverPull",
          "InvalidImageName",
          "CreateContainerConfigError",
          "CreateContainerError",
          "RunContainerError");

  /** The pod, when it reads {@code secret} and is neither finished nor on its way out. */
  static Optional<PodSighting> of(Pod pod, String secret, String annotation) {
    PodStatus status = Optional.ofNullable(pod.getStatus()).orElseGet(PodStatus::new);
    boolean isLive =
        pod.getMetadata().getDeletionTimestamp() == null
            && (status.getPhase() == null || !FINISHED.contains(status.getPhase()));
    Optional<SecretUse> use = Optional.ofNullable(SecretUses.of(pod.getSpec()).get(secret));
    if (!isLive || use.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> annotations =
        Optional.ofNullable(pod.getMetadata().getAnnotations()).orElse(Map.of());
    return Optional.of(
        new PodSighting(
            pod.getMetadata().getName(),
            PodOwner.of(pod.getMetadata()),
            annotations.getOrDefault(annotation, ""),
            use.get(),
            Optional.ofNullable(status.getStartTime()).map(Instant::parse),
            readySince(status),
            troubleOf(status)));
  }

  private static Optional<Instant> readySince(PodStatus status) {
    return condition(status, "Ready", "True")
        .flatMap(ready -> Optional.ofNullable(ready.getLastTransitionTime()))
        .map(Instant::parse);
  }

  private static String troubleOf(PodStatus status) {
    boolean isUnschedulable =
        condition(status, "PodScheduled", "False")
            .filter(scheduled -> "Unschedulable".equals(scheduled.getReason()))
            .isPresent();
    if (isUnschedulable) {
      return "cannot be scheduled";
    }
    return Stream.concat(
            status.getInitContainerStatuses().stream(), status.getContainerStatuses().stream())
        .flatMap(container -> waitingReason(container).stream())
        .filter(TROUBLES::contains)
        .findFirst()
        .map(reason -> "is in " + reason)
        .orElse("");
  }

  private static Optional<String> waitingReason(ContainerStatus container) {
    return Optional.ofNullable(container.getState())
        .flatMap(state -> Optional.ofNullable(state.getWaiting()))
        .flatMap(waiting -> Optional.ofNullable(waiting.getReason()));
  }

  private static Optional<PodCondition> condition(PodStatus status, String type, String value) {
    return status.getConditions().stream()
        .filter(it -> type.equals(it.getType()) && value.equals(it.getStatus()))
        .findFirst();
  }
}
