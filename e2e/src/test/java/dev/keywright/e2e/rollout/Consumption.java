package dev.keywright.e2e.rollout;

import dev.keywright.api.v1alpha1.RestartMode;
import dev.keywright.core.Revision;
import dev.keywright.core.RevisionCause;
import dev.keywright.kube.WorkloadPatcher;
import dev.keywright.rollout.ConsumerObserver;
import dev.keywright.rollout.Consumers.Consumer;
import dev.keywright.rollout.RestartOutcome;
import dev.keywright.rollout.RolloutPlan;
import dev.keywright.rollout.RolloutPlanner;
import dev.keywright.rollout.RolloutTarget;
import dev.keywright.rollout.WorkloadIndex;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The consumer side of the operator put together for one namespace. */
final class Consumption implements AutoCloseable {
  static final Duration KUBELET_BOUND = Duration.ofSeconds(4);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** One content of a target. */
  record Publication(String secret, Revision revision, RevisionCause cause, Instant at) {}

  private final InstantSource clock = InstantSource.system();
  private final SecureRandom random = new SecureRandom();
  private final Set<String> news = ConcurrentHashMap.newKeySet();
  private final String namespace;
  private final WorkloadIndex index;
  private final WorkloadPatcher patcher;
  private final ConsumerObserver observer;

  /** Watches {@code namespace} only, with the rights of {@code client}. */
  Consumption(KubernetesClient client, String namespace) throws Exception {
    this.namespace = namespace;
    this.index =
        new WorkloadIndex(client, List.of(namespace), (at, secrets) -> news.addAll(secrets));
    this.patcher = new WorkloadPatcher(client);
    this.observer = new ConsumerObserver(client, index, clock, KUBELET_BOUND);
    index.start().get(30, TimeUnit.SECONDS);
  }

  /** The target of the policy of the same name has new content from now on. */
  Publication publish(String secret, RevisionCause cause) {
    Instant now = clock.instant();
    return new Publication(secret, Revision.make(now, random), cause, now);
  }

  /** What is owed for a policy that is named like its target. */
  RolloutPlan plan(Publication publication) {
    return plan(publication.secret(), publication);
  }

  RolloutPlan plan(String policy, Publication publication) {
    return RolloutPlanner.plan(
        new RolloutTarget(policy, publication.revision(), publication.cause(), publication.at()),
        RestartMode.Rolling,
        index.using(namespace, publication.secret()));
  }

  List<RestartOutcome> carryOut(RolloutPlan plan) {
    return plan.restarts().stream().map(patcher::carryOut).toList();
  }

  List<Consumer> observe(Publication publication, boolean restart) {
    return observer.observe(
        namespace,
        publication.secret(),
        publication.secret(),
        publication.revision(),
        publication.at(),
        restart);
  }

  Consumer observeOne(Publication publication, boolean restart) {
    List<Consumer> rows = observe(publication, restart);
    if (rows.size() != 1) {
      throw new AssertionError("not one row: " + rows);
    }
    return rows.getFirst();
  }

  /** Waits until every consumer is observed, and returns the rows of that moment. */
  List<Consumer> awaitObserved(Publication publication, boolean restart) {
    return Awaitility.await("consumers of " + publication.secret())
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> observe(publication, restart),
            rows -> !rows.isEmpty() && rows.stream().allMatch(Consumer::isObserved));
  }

  /** Waits until the index knows so many workloads that read the Secret. */
  void awaitIndexed(String secret, int workloads) {
    Awaitility.await("index of " + secret)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> index.using(namespace, secret).size() == workloads);
  }

  boolean heardOf(String secret) {
    return news.contains(secret);
  }

  @Override
  public void close() {
    index.close();
  }
}
