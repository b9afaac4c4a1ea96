package dev.keywright.kube;

import dev.keywright.api.ApiNames;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.rollout.Restart;
import dev.keywright.rollout.RestartOutcome;
import dev.keywright.rollout.Workload;
import dev.keywright.rollout.WorkloadId;
import dev.keywright.rollout.WorkloadReader;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;

/**
 * The one writer of workloads: sets one annotation of a pod template and nothing else. Thread-safe.
 *
 * <p>It is a JSON merge patch and not server-side apply, because an apply owns the whole set of
 * fields that its manager ever sent: the annotation of one policy would remove that of another.
 * Both leave the annotation with our field manager, so neither a client-side nor a server-side
 * apply of the manifest that lacks it takes it away.
 *
 * <p>The patch carries the resourceVersion of the state that was judged. A workload's controllers
 * change its status all the time; so on a conflict the live annotation decides: as it was judged,
 * the write is tried again on the live state, a few times; else nothing is written.
 */
public final class WorkloadPatcher {
  private static final int ATTEMPTS = 5;
  private static final int UNPROCESSABLE = 422;
  private static final PatchContext MERGE =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager(ApiNames.MANAGER_CONSUMER)
          .build();

  private final KubernetesClient client;

  /** A patcher that writes with the rights of {@code client}. */
  public WorkloadPatcher(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Carries out one restart. Repeating it changes nothing.
   *
   * @throws KubernetesClientException when the API server cannot be reached or fails; the write may
   *     or may not have happened
   */
  public RestartOutcome carryOut(Restart restart) {
    String state = restart.resourceVersion();
    String carried = restart.from();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (carried.equals(restart.to().id())) {
        return new RestartOutcome.AlreadyThere();
      }
      if (!carried.equals(restart.from())) {
        return new RestartOutcome.Conflict();
      }
      RestartOutcome outcome = write(restart, state);
      if (!(outcome instanceof RestartOutcome.Conflict)) {
        return outcome;
      }
      Optional<Workload> live = read(restart.workload());
      if (live.isEmpty()) {
        return new RestartOutcome.Gone();
      }
      state = live.get().resourceVersion();
      carried = live.get().revision(restart.annotation());
    }
    return new RestartOutcome.Conflict();
  }

  private RestartOutcome write(Restart restart, String state) {
    WorkloadId id = restart.workload();
    try {
      client
          .resource(id.kind().bare(id.namespace(), id.name(), state))
          .patch(MERGE, patch(restart, state));
      return new RestartOutcome.Patched();
    } catch (KubernetesClientException failure) {
      return outcomeOf(failure, id);
    }
  }

  private String patch(Restart restart, String state) {
    Map<String, Object> template =
        Map.of("metadata", Map.of("annotations", Map.of(restart.annotation(), restart.to().id())));
    return client
        .getKubernetesSerialization()
        .asJson(
            Map.of(
                "metadata", Map.of("resourceVersion", state),
                "spec", Map.of("template", template)));
  }

  private Optional<Workload> read(WorkloadId id) {
    HasMetadata live =
        client.resources(id.kind().type()).inNamespace(id.namespace()).withName(id.name()).get();
    return Optional.ofNullable(live)
        .map(WorkloadReader::read)
        .filter(workload -> workload.id().equals(id));
  }

  private static RestartOutcome outcomeOf(KubernetesClientException failure, WorkloadId id) {
    return switch (failure.getCode()) {
      case HttpURLConnection.HTTP_NOT_FOUND -> new RestartOutcome.Gone();
      case HttpURLConnection.HTTP_CONFLICT -> new RestartOutcome.Conflict();
      case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN, UNPROCESSABLE ->
          new RestartOutcome.Denied(
              Diagnosis.of(
                  Reason.AccessDenied,
                  "The operator may not set %s on %s: grant patch on %s in API group apps, or look"
                      + " for an admission policy that refuses it.",
                  ApiNames.CONSUMER_REVISION_PREFIX + "*",
                  id,
                  id.kind().resource()));
      default -> throw failure;
    };
  }
}
