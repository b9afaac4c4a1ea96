package dev.keywright.e2e.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.keywright.core.RevisionCause;
import dev.keywright.e2e.junit.RealCluster;
import dev.keywright.e2e.junit.TestNamespace;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.rollout.Consumption.Publication;
import dev.keywright.rollout.Consumers.Consumer;
import dev.keywright.rollout.RestartOutcome;
import dev.keywright.rollout.RolloutPlan;
import dev.keywright.rollout.WorkloadKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;

/** All as a ServiceAccount with the rights of {@link ConsumerRights} in one namespace. */
@RealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolloutIT {
  private final KubernetesClient admin;
  private final String namespace;
  private final KubernetesClient operator;
  private final Consumption consumption;

  RolloutIT(RealComponents components, KubernetesClient admin, TestNamespace namespace)
      throws Exception {
    this.admin = admin;
    this.namespace = namespace.name();
    ConsumerRights.grant(admin, this.namespace, "operator");
    this.operator = components.access().actingAs(this.namespace, "operator");
    this.consumption = new Consumption(operator, this.namespace);
  }

  @AfterAll
  void close() {
    consumption.close();
    operator.close();
  }

  @Test
  @DisplayName("one rolling restart per revision, none without a new one")
  void restartsOncePerRevision(TestReporter reporter) {
    create(Manifests.reading(WorkloadKind.Deployment, "all", "replicas: 3,"));
    create(Manifests.reading(WorkloadKind.StatefulSet, "all", "replicas: 2, serviceName: all,"));
    create(Manifests.reading(WorkloadKind.DaemonSet, "all", ""));
    awaitReady("all", 6);
    consumption.awaitIndexed("all", 3);
    Set<String> first = podIds("all");

    Publication created = consumption.publish("all", RevisionCause.Created);
    assertThat(consumption.plan(created)).isEqualTo(RolloutPlan.NOTHING);
    Publication adopted = consumption.publish("all", RevisionCause.Adopted);
    assertThat(consumption.plan(adopted)).isEqualTo(RolloutPlan.NOTHING);

    Publication changed = consumption.publish("all", RevisionCause.SourceChanged);
    assertThat(consumption.carryOut(consumption.plan(changed)))
        .hasSize(3)
        .allMatch(RestartOutcome.Patched.class::isInstance);
    assertThat(consumption.observe(changed, true)).noneMatch(Consumer::isObserved);
    List<Consumer> rows = consumption.awaitObserved(changed, true);
    reporter.publishEntry(
        "published to observed", Duration.between(changed.at(), Instant.now()).toString());
    assertThat(rows)
        .extracting(Consumer::kind, Consumer::ready, Consumer::wanted, Consumer::revision)
        .containsExactly(
            tuple("DaemonSet", 1, 1, changed.revision().id()),
            tuple("Deployment", 3, 3, changed.revision().id()),
            tuple("StatefulSet", 2, 2, changed.revision().id()));
    Set<String> second = podIds("all");
    assertThat(second).hasSize(6).doesNotContainAnyElementsOf(first);

    awaitIndexShows(changed);
    assertThat(consumption.plan(changed)).isEqualTo(RolloutPlan.NOTHING);
    assertThat(consumption.plan(created)).isEqualTo(RolloutPlan.NOTHING);
    assertThat(podIds("all")).isEqualTo(second);
    assertThat(rollouts("all")).isEqualTo(2);
  }

  @Test
  void repeatingARestartWritesNothing() {
    create(Manifests.reading(WorkloadKind.Deployment, "repeat", "replicas: 1,"));
    awaitReady("repeat", 1);
    consumption.awaitIndexed("repeat", 1);
    Publication changed = consumption.publish("repeat", RevisionCause.Rotated);
    RolloutPlan plan = consumption.plan(changed);
    assertThat(consumption.carryOut(plan)).containsExactly(new RestartOutcome.Patched());
    Long generation = deployment("repeat").getMetadata().getGeneration();
    assertThat(consumption.carryOut(plan)).containsExactly(new RestartOutcome.AlreadyThere());
    assertThat(deployment("repeat").getMetadata().getGeneration()).isEqualTo(generation);
    assertThat(consumption.heardOf("repeat")).isTrue();
  }

  @Test
  @DisplayName(
      "R22 two secrets of one Deployment changed in one second: pods have both, at most two"
          + " rollouts")
  void twoSecretsOfOneDeployment() {
    HasMetadata both =
        Manifests.parse(
            """
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: both}
            spec: {replicas: 3, selector: {matchLabels: {app: both}}, template: {
              metadata: {labels: {app: both}}, spec: {containers: [{name: c, image: fake,
                envFrom: [{secretRef: {name: one}}, {secretRef: {name: two}}]}]}}}
            """);
    create(both);
    awaitReady("both", 3);
    consumption.awaitIndexed("two", 1);
    Publication one = consumption.publish("one", RevisionCause.Rotated);
    Publication two = consumption.publish("two", RevisionCause.Rotated);
    RolloutPlan planOfTwo = consumption.plan(two);
    assertThat(consumption.carryOut(consumption.plan(one)))
        .containsExactly(new RestartOutcome.Patched());
    // Made before the first was carried out: the patcher must find its own way on the live state.
    assertThat(consumption.carryOut(planOfTwo)).containsExactly(new RestartOutcome.Patched());
    consumption.awaitObserved(one, true);
    consumption.awaitObserved(two, true);
    assertThat(pods("both"))
        .hasSize(3)
        .allSatisfy(
            pod ->
                assertThat(pod.getMetadata().getAnnotations())
                    .containsEntry("revision.keywright.dev/one", one.revision().id())
                    .containsEntry("revision.keywright.dev/two", two.revision().id()));
    assertThat(rollouts("both")).isLessThanOrEqualTo(3);
  }

  @Test
  @DisplayName("paused Deployment: the restart is owed and happens on resume")
  void pausedDeployment() {
    create(Manifests.reading(WorkloadKind.Deployment, "paused", "replicas: 2, paused: true,"));
    edit("paused", "{\"spec\":{\"paused\":false}}");
    awaitReady("paused", 2);
    consumption.awaitIndexed("paused", 1);
    edit("paused", "{\"spec\":{\"paused\":true}}");
    Publication changed = consumption.publish("paused", RevisionCause.Rotated);
    assertThat(consumption.carryOut(consumption.plan(changed)))
        .containsExactly(new RestartOutcome.Patched());
    Awaitility.await()
        .untilAsserted(
            () -> {
              Consumer row = consumption.observeOne(changed, true);
              assertThat(row.state()).isEqualTo("Paused");
              assertThat(row.revision()).isEqualTo(changed.revision().id());
              assertThat(row.ready()).isZero();
              assertThat(row.detail()).contains("resumed");
            });
    edit("paused", "{\"spec\":{\"paused\":false}}");
    consumption.awaitObserved(changed, true);
    assertThat(rollouts("paused")).isEqualTo(2);
  }

  @Test
  void deletedPodsMoveAnOnDeleteSet() {
    create(
        Manifests.reading(
            WorkloadKind.StatefulSet,
            "ondelete",
            "replicas: 1, serviceName: s, updateStrategy: {type: OnDelete},"));
    awaitReady("ondelete", 1);
    consumption.awaitIndexed("ondelete", 1);
    Publication changed = consumption.publish("ondelete", RevisionCause.Rotated);
    assertThat(consumption.carryOut(consumption.plan(changed)))
        .containsExactly(new RestartOutcome.Patched());
    Awaitility.await()
        .untilAsserted(
            () -> {
              Consumer row = consumption.observeOne(changed, true);
              assertThat(row.state()).isEqualTo("Waiting");
              assertThat(row.detail()).contains("OnDelete");
            });
    admin.pods().inNamespace(namespace).withLabel("app", "ondelete").delete();
    consumption.awaitObserved(changed, true);
  }

  @Test
  void scaledToZeroIsObserved() {
    create(Manifests.reading(WorkloadKind.Deployment, "zero", "replicas: 0,"));
    consumption.awaitIndexed("zero", 1);
    Publication changed = consumption.publish("zero", RevisionCause.Rotated);
    consumption.awaitObserved(changed, true);
    assertThat(consumption.observeOne(changed, true).detail()).isEqualTo("It has no pods.");
  }

  @Test
  void aWorkloadMadeAfterTheRevisionIsOwedNothing() {
    Publication changed = consumption.publish("younger", RevisionCause.Rotated);
    Awaitility.await().until(() -> Instant.now().isAfter(changed.at().plusSeconds(2)));
    create(Manifests.reading(WorkloadKind.Deployment, "younger", "replicas: 1,"));
    awaitReady("younger", 1);
    consumption.awaitIndexed("younger", 1);
    assertThat(consumption.plan(changed)).isEqualTo(RolloutPlan.NOTHING);
    assertThat(consumption.awaitObserved(changed, true))
        .extracting(Consumer::revision)
        .containsExactly("");
  }

  @Test
  void whatCannotBeRestartedIsWaitedFor() {
    create(Manifests.pod("bare-env", Manifests.ENV));
    create(Manifests.pod("bare-mount", Manifests.MOUNT));
    awaitRunning("bare-env");
    awaitRunning("bare-mount");
    Publication env = consumption.publish("bare-env", RevisionCause.Rotated);
    Publication mount = consumption.publish("bare-mount", RevisionCause.Rotated);
    assertThat(consumption.observeOne(env, true).detail()).contains("not restarted by Keywright");
    assertThat(consumption.observeOne(mount, true).detail()).contains("kubelet");
    consumption.awaitObserved(mount, true);
    assertThat(Instant.now()).isAfter(mount.at().plus(Consumption.KUBELET_BOUND));
    assertThat(consumption.observeOne(env, true).isObserved()).isFalse();
    admin.pods().inNamespace(namespace).withName("bare-env").delete();
    Awaitility.await().until(() -> consumption.observe(env, true).isEmpty());
  }

  @Test
  void aPodThatFindsNoNodeIsNamed() {
    create(Manifests.reading(WorkloadKind.Deployment, "stuck", "replicas: 1,"));
    awaitReady("stuck", 1);
    consumption.awaitIndexed("stuck", 1);
    Publication changed = consumption.publish("stuck", RevisionCause.Rotated);
    edit("stuck", "{\"spec\":{\"template\":{\"spec\":{\"nodeSelector\":{\"no\":\"node\"}}}}}");
    assertThat(consumption.carryOut(consumption.plan(changed)))
        .containsExactly(new RestartOutcome.Patched());
    Awaitility.await()
        .untilAsserted(
            () -> {
              Consumer row = consumption.observeOne(changed, true);
              assertThat(row.state()).isEqualTo("Failing");
              assertThat(row.detail()).matches("Pod stuck-.* cannot be scheduled\\.");
            });
  }

  private void create(HasMetadata resource) {
    admin.resource(resource).inNamespace(namespace).create();
  }

  private void edit(String deployment, String patch) {
    admin
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withName(deployment)
        .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  private Deployment deployment(String name) {
    return admin.apps().deployments().inNamespace(namespace).withName(name).require();
  }

  private long rollouts(String app) {
    return admin
        .apps()
        .replicaSets()
        .inNamespace(namespace)
        .withLabel("app", app)
        .list()
        .getItems()
        .size();
  }

  private List<Pod> pods(String app) {
    return admin.pods().inNamespace(namespace).withLabel("app", app).list().getItems().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }

  private Set<String> podIds(String app) {
    return pods(app).stream().map(pod -> pod.getMetadata().getUid()).collect(Collectors.toSet());
  }

  private void awaitReady(String app, int wanted) {
    Awaitility.await(app)
        .atMost(Duration.ofSeconds(60))
        .until(() -> pods(app).size() == wanted && pods(app).stream().allMatch(RolloutIT::isReady));
  }

  private void awaitRunning(String pod) {
    Awaitility.await(pod)
        .atMost(Duration.ofSeconds(60))
        .until(() -> isReady(admin.pods().inNamespace(namespace).withName(pod).require()));
  }

  private static boolean isReady(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(it -> it.getType().equals("Ready") && it.getStatus().equals("True"));
  }

  private void awaitIndexShows(Publication publication) {
    Awaitility.await().until(() -> consumption.plan(publication).equals(RolloutPlan.NOTHING));
  }
}
