package dev.keywright.rollout;

import static dev.keywright.rollout.RolloutFixtures.ANNOTATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodSightingTest {
  private static final String READS =
      "spec: {containers: [{name: c, envFrom: [{secretRef: {name: db}}]}]}";

  @Test
  void keepsWhatIsJudged() {
    assertThat(
            sighting(
                """
                metadata:
                  {name: api-6c-x, namespace: shop, uid: u1, annotations: {revision.keywright.dev/orders-db: r1},
                   labels: {pod-template-hash: 6c},
                   ownerReferences: [{kind: ReplicaSet, name: api-6c, uid: rs1, controller: true}]}
                %s
                status: {phase: Running, startTime: 2026-03-01T12:00:00Z,
                  conditions: [{type: Ready, status: 'True', lastTransitionTime: 2026-03-01T12:00:05Z}]}
                """))
        .contains(
            new PodSighting(
                "api-6c-x",
                new PodOwner("Deployment", "api", ""),
                "r1",
                SecretUse.ReadAtStart,
                Optional.of(Instant.parse("2026-03-01T12:00:00Z")),
                Optional.of(Instant.parse("2026-03-01T12:00:05Z")),
                ""));
  }

  @Test
  void aPodThatNoKubeletTookYetHasNotStarted() {
    PodSighting pod = sighting("metadata: {name: p, uid: u}\n%s").orElseThrow();
    assertThat(pod.startedAt()).isEmpty();
    assertThat(pod.readySince()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Succeeded", "Failed"})
  void finishedPodsDoNotCount(String phase) {
    assertThat(sighting("metadata: {name: p, uid: u}\n%s\nstatus: {phase: " + phase + "}"))
        .isEmpty();
  }

  @Test
  void podsOnTheirWayOutDoNotCount() {
    assertThat(
            sighting(
                "metadata: {name: p, uid: u, deletionTimestamp: 2026-03-01T12:00:00Z}\n%s\n"
                    + "status: {phase: Running}"))
        .isEmpty();
  }

  @Test
  void podsThatDoNotReadTheSecretDoNotCount() {
    Pod pod = pod("metadata: {name: p, uid: u}\n%s");
    assertThat(PodSighting.of(pod, "another", ANNOTATION)).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "containerStatuses: [{name: c, state: {waiting: {reason: CrashLoopBackOff}}}]"
            + " | is in CrashLoopBackOff",
        "initContainerStatuses: [{name: c, state: {waiting: {reason: ImagePullBackOff}}}]"
            + " | is in ImagePullBackOff",
        "containerStatuses: [{name: c, state: {waiting: {reason: ContainerCreating}}}] | ''",
        "containerStatuses: [{name: c, state: {waiting: {reason: 'text of somebody'}}}] | ''",
        "containerStatuses: [{name: c, state: {running: {}}}] | ''",
        "conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable}]"
            + " | cannot be scheduled",
        "conditions: [{type: PodScheduled, status: 'False', reason: SchedulingGated}] | ''",
      })
  void namesTroublesThatDoNotPassByThemselves(String status, String trouble) {
    assertThat(
            sighting("metadata: {name: p, uid: u}\n%s\nstatus: {" + status + "}")
                .map(PodSighting::trouble))
        .contains(trouble);
  }

  @ParameterizedTest(name = "{0}: {1} {2} {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: ReplicaSet, name: api-6c, uid: o, controller: true | 6c | Deployment  | api    | ''",
        "kind: ReplicaSet, name: api-6c, uid: o, controller: true | '' | ReplicaSet  | api-6c | o",
        "kind: ReplicaSet, name: api-6c, uid: o, controller: true | 7d | ReplicaSet  | api-6c | o",
        "kind: ReplicaSet, name: -6c,    uid: o, controller: true | 6c | ReplicaSet  | -6c    | o",
        "kind: StatefulSet, name: db,    uid: o, controller: true | '' | StatefulSet | db     | o",
        "kind: DaemonSet,  name: log,    uid: o, controller: true | '' | DaemonSet   | log    | o",
        "kind: Job,        name: job-1,  uid: o, controller: true | '' | Job         | job-1  | o",
        "kind: Rollout,    name: r,      uid: o, controller: true | '' | Rollout     | r      | o",
        "kind: Node,       name: n,      uid: o                   | '' | Pod         | p      | u",
      })
  void findsTheOwner(String reference, String hash, String kind, String name, String uid) {
    assertThat(
            sighting(
                    "metadata: {name: p, uid: u, labels: {pod-template-hash: '"
                        + hash
                        + "'}, ownerReferences: [{"
                        + reference
                        + "}]}\n%s")
                .map(PodSighting::owner))
        .contains(new PodOwner(kind, name, uid));
  }

  private static Optional<PodSighting> sighting(String yaml) {
    return PodSighting.of(pod(yaml), "db", ANNOTATION);
  }

  private static Pod pod(String yaml) {
    return Serialization.unmarshal("---\n" + yaml.replace("%s", READS), Pod.class);
  }
}
