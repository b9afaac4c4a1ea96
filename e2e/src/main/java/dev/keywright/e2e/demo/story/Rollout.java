package dev.keywright.e2e.demo.story;

import dev.keywright.api.ApiNames;
import dev.keywright.e2e.demo.stage.DemoObjects;
import dev.keywright.e2e.demo.stage.Stage;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the Deployment of the story is. */
final class Rollout {
  private static final String ANNOTATION = ApiNames.CONSUMER_REVISION_PREFIX + DemoObjects.POLICY;

  private Rollout() {}

  /** Waits until all pods of the Deployment are ready. */
  static void expectReady(Stage stage, Telling telling) {
    telling.expect(
        "both pods are ready", stage.objects()::deployment, Rollout::isComplete, Rollout::describe);
  }

  /**
   * Waits until every pod was started for the Secret's present revision, and is ready. The
   * chronicle keeps the revision.
   */
  static void expectRevision(Stage stage, Telling telling) {
    DemoObjects objects = stage.objects();
    String revision = objects.revision();
    stage.chronicle().sawRevision(revision);
    telling.expect(
        "the Deployment was rolled: every pod is on revision " + revision,
        objects::deployment,
        deployment -> isComplete(deployment) && areOn(revision, objects.pods()),
        Rollout::describe);
  }

  private static boolean areOn(String revision, List<Pod> pods) {
    return !pods.isEmpty()
        && pods.stream()
            .allMatch(
                pod ->
                    revision.equals(annotations(pod).get(ANNOTATION))
                        && Readiness.getInstance().isReady(pod));
  }

  private static Map<String, String> annotations(Pod pod) {
    return Optional.ofNullable(pod.getMetadata().getAnnotations()).orElse(Map.of());
  }

  private static boolean isComplete(Deployment deployment) {
    DeploymentStatus status = deployment.getStatus();
    Integer wanted = deployment.getSpec().getReplicas();
    return status != null
        && Objects.equals(status.getObservedGeneration(), deployment.getMetadata().getGeneration())
        && Objects.equals(status.getReplicas(), wanted)
        && Objects.equals(status.getUpdatedReplicas(), wanted)
        && Objects.equals(status.getReadyReplicas(), wanted);
  }

  private static String describe(Deployment deployment) {
    DeploymentStatus status = deployment.getStatus();
    return "deployment/%s with %s of %s pods ready, %s on the newest template"
        .formatted(
            deployment.getMetadata().getName(),
            count(status.getReadyReplicas()),
            count(deployment.getSpec().getReplicas()),
            count(status.getUpdatedReplicas()));
  }

  private static int count(@Nullable Integer number) {
    return number == null ? 0 : number;
  }
}
