package dev.keywright.e2e.rollout;

import dev.keywright.rollout.WorkloadKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Workloads that read a Secret, as a user writes them. */
final class Manifests {
  static final String ENV = "envFrom: [{secretRef: {name: SECRET}}]";
  static final String MOUNT = "volumeMounts: [{name: v, mountPath: /v}]";

  private Manifests() {}

  /**
   * A workload named like its Secret.
   *
   * @param fields more fields of its spec, in YAML flow style with a trailing comma
   */
  static HasMetadata reading(WorkloadKind kind, String secret, String fields) {
    return parse(
        """
        ---
        apiVersion: apps/v1
        kind: %s
        metadata: {name: %s}
        spec: {%s selector: {matchLabels: {app: %s}},
          template: {metadata: {labels: {app: %s}, annotations: {team: shop}}, spec: %s}}
        """
            .formatted(kind, secret, fields, secret, secret, podSpec(secret, ENV)));
  }

  /** A bare pod named like its Secret. */
  static HasMetadata pod(String secret, String use) {
    return parse(
        """
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: %s}
        spec: %s
        """
            .formatted(secret, podSpec(secret, use)));
  }

  static HasMetadata parse(String yaml) {
    return Serialization.<HasMetadata>unmarshal(yaml);
  }

  private static String podSpec(String secret, String use) {
    String volumes =
        use.equals(MOUNT) ? ", volumes: [{name: v, secret: {secretName: SECRET}}]" : "";
    return ("{terminationGracePeriodSeconds: 0, containers: [{name: c, image: fake, "
            + use
            + "}]"
            + volumes
            + "}")
        .replace("SECRET", secret);
  }
}
