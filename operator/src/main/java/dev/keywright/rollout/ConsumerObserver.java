package dev.keywright.rollout;

import dev.keywright.core.Revision;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at consumers in the cluster: templates from the index, pods by a list of the namespace at
 * each call (pods are neither watched nor cached; one page of them is in memory at a time).
 * Thread-safe.
 */
public final class ConsumerObserver implements Consumers {
  private static final long PAGE = 500;

  private final KubernetesClient client;
  private final WorkloadIndex index;
  private final InstantSource clock;
  private final Duration kubeletSyncBound;

  /**
   * An observer that lists pods with the rights of {@code client}.
   *
   * @param kubeletSyncBound how long a kubelet takes at most to bring mounted files up to date;
   *     {@code 2m} covers the default sync period of 1m and its cache
   */
  public ConsumerObserver(
      KubernetesClient client,
      WorkloadIndex index,
      InstantSource clock,
      Duration kubeletSyncBound) {
    this.client = client;
    this.index = index;
    this.clock = clock;
    this.kubeletSyncBound = kubeletSyncBound;
  }

  /**
   * {@inheritDoc}
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException when pods cannot be listed
   */
  @Override
  public List<Consumer> observe(
      String namespace,
      String secret,
      String policy,
      Revision revision,
      Instant publishedAt,
      boolean restart) {
    String annotation = RestartAnnotation.nameFor(policy);
    ConsumerQuestion question = new ConsumerQuestion(annotation, revision, publishedAt, restart);
    // Templates first: a pod that their rollout left behind is then still in the list of pods.
    List<Workload> workloads = index.using(namespace, secret);
    List<PodSighting> pods = pods(namespace, secret, annotation);
    PodJudge judge = new PodJudge(question, clock.instant(), kubeletSyncBound);
    return new ConsumerReport(question, judge).of(workloads, pods);
  }

  private List<PodSighting> pods(String namespace, String secret, String annotation) {
    List<PodSighting> found = new ArrayList<>();
    String next = null;
    do {
      PodList page = page(namespace, next);
      for (Pod pod : page.getItems()) {
        PodSighting.of(pod, secret, annotation).ifPresent(found::add);
      }
      next = page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
    return found;
  }

  private PodList page(String namespace, @Nullable String next) {
    ListOptions options = new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build();
    return client
        .pods()
        .inNamespace(namespace)
        .withoutField("status.phase", "Succeeded")
        .withoutField("status.phase", "Failed")
        .list(options);
  }
}
