package dev.keywright.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.rollout.WorkloadRollout.Obstacle;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadReaderTest {
  private static final String META =
      "metadata: {namespace: shop, name: api, uid: u1, resourceVersion: '7', generation: 4,"
          + " creationTimestamp: 2026-03-01T12:00:00Z}\n";
  private static final String TEMPLATE =
      "template: {metadata: {annotations: {team: shop, revision.keywright.dev/a: r1}},"
          + " spec: {containers: [{name: c, envFrom: [{secretRef: {name: db}}]}]}}";

  @Test
  void keepsOnlyWhatIsNeeded() {
    assertThat(read("Deployment", "replicas: 3", ""))
        .isEqualTo(
            new Workload(
                new WorkloadId(WorkloadKind.Deployment, "shop", "api", "u1"),
                "7",
                Instant.parse("2026-03-01T12:00:00Z"),
                Map.of("db", SecretUse.ReadAtStart),
                Map.of("revision.keywright.dev/a", "r1"),
                new WorkloadRollout(3, false, Obstacle.None)));
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Deployment  | replicas: 3 | observedGeneration: 4, replicas: 3, updatedReplicas: 3 | true",
        "Deployment  | replicas: 3 | observedGeneration: 3, replicas: 3, updatedReplicas: 3 | false",
        "Deployment  | replicas: 3 | observedGeneration: 4, replicas: 4, updatedReplicas: 3 | false",
        "Deployment  | replicas: 3 | observedGeneration: 4, replicas: 3, updatedReplicas: 2 | false",
        "Deployment  | replicas: 0 | observedGeneration: 4                                  | true",
        "Deployment  | replicas: 0 | observedGeneration: 4, replicas: 1                     | false",
        "StatefulSet | replicas: 2 | observedGeneration: 4, replicas: 2, updatedReplicas: 2 | true",
        "StatefulSet | replicas: 2 | observedGeneration: 4, replicas: 2, updatedReplicas: 1 | false",
        "DaemonSet   | ''          | observedGeneration: 4, desiredNumberScheduled: 2,"
            + " updatedNumberScheduled: 2 | true",
        "DaemonSet   | ''          | observedGeneration: 4, desiredNumberScheduled: 2,"
            + " updatedNumberScheduled: 1 | false",
        "DaemonSet   | ''          | ''                                                     | false",
      })
  void tellsWhenARolloutIsComplete(String kind, String spec, String status, boolean isComplete) {
    assertThat(read(kind, spec, status).rollout().isComplete()).isEqualTo(isComplete);
  }

  @ParameterizedTest(name = "{0} {1} {2}: {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Deployment  | paused: true | conditions: [{type: Progressing, status: 'False'}] | Paused",
        "Deployment  | ''           | conditions: [{type: Progressing, status: 'False'}] |"
            + " DeadlinePassed",
        "Deployment  | ''           | conditions: [{type: Progressing, status: 'True'}]  | None",
        "Deployment  | ''           | conditions: [{type: ReplicaFailure, status: 'True'}] |"
            + " PodsRefused",
        "StatefulSet | updateStrategy: {type: OnDelete} | '' | OnDelete",
        "StatefulSet | 'updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 2}}' | '' |"
            + " Partitioned",
        "StatefulSet | 'updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 0}}' | '' |"
            + " None",
        "DaemonSet   | updateStrategy: {type: OnDelete} | '' | OnDelete",
        "DaemonSet   | ''                               | '' | None",
      })
  void tellsWhatHoldsARolloutUp(String kind, String spec, String status, Obstacle obstacle) {
    assertThat(read(kind, spec, status).rollout().obstacle()).isEqualTo(obstacle);
  }

  @Test
  void aDeploymentWithoutReplicasWantsOne() {
    assertThat(read("Deployment", "", "").rollout().desired()).isEqualTo(1);
  }

  private static Workload read(String kind, String spec, String status) {
    String fields = spec.isEmpty() ? "" : ", " + spec;
    String yaml =
        "---\napiVersion: apps/v1\nkind: "
            + kind
            + "\n"
            + META
            + "spec: {"
            + TEMPLATE
            + fields
            + "}\nstatus: {"
            + status
            + "}\n";
    return WorkloadReader.read(Serialization.<HasMetadata>unmarshal(yaml));
  }
}
