package dev.keywright.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SecretUsesTest {
  static Stream<Arguments> wholeVolumes() {
    return Stream.of(
        Arguments.of("a secret volume", "{name: v, secret: {secretName: db}}"),
        Arguments.of(
            "a projected volume",
            "{name: v, projected: {sources: [{configMap: {name: c}}, {secret: {name: db}}]}}"),
        Arguments.of("an optional one", "{name: v, secret: {secretName: db, optional: true}}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wholeVolumes")
  void filesOfWholeVolumesAreMounted(String name, String volume) {
    assertThat(
            uses(
                "{containers: [{name: c, volumeMounts: ["
                    + MOUNT
                    + "]}], volumes: ["
                    + volume
                    + "]}"))
        .isEqualTo(Map.of("db", SecretUse.Mounted));
  }

  private static final String MOUNT = "{name: v, mountPath: /m}";

  static Stream<Arguments> readAtStart() {
    String env = "env: [{name: A, valueFrom: {secretKeyRef: {name: db, key: k}}}]";
    String subPath = "{name: v, mountPath: /m, subPath: k}";
    String expression = "{name: v, mountPath: /m, subPathExpr: $(POD)}";
    String volumes = ", volumes: [{name: v, secret: {secretName: db}}]}";
    return Stream.of(
        Arguments.of("env", "{containers: [{name: c, " + env + "}]}"),
        Arguments.of(
            "env of a second container", "{containers: [{name: b}, {name: c, " + env + "}]}"),
        Arguments.of(
            "env of an init container",
            "{initContainers: [{name: i, " + env + "}], containers: [{name: c}]}"),
        Arguments.of("envFrom", "{containers: [{name: c, envFrom: [{secretRef: {name: db}}]}]}"),
        Arguments.of(
            "subPath", "{containers: [{name: c, volumeMounts: [" + subPath + "]}]" + volumes),
        Arguments.of(
            "subPathExpr",
            "{containers: [{name: c, volumeMounts: [" + expression + "]}]" + volumes),
        Arguments.of(
            "one whole mount and one subPath",
            "{containers: [{name: b, volumeMounts: ["
                + MOUNT
                + "]}, {name: c, volumeMounts: ["
                + subPath
                + "]}]"
                + volumes),
        Arguments.of(
            "env beside a whole mount",
            "{containers: [{name: c, " + env + ", volumeMounts: [" + MOUNT + "]}]" + volumes),
        Arguments.of(
            "credentials of a CSI mount",
            "{containers: [{name: c}], volumes: [{name: v, csi: {driver: d,"
                + " nodePublishSecretRef: {name: db}}}]}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("readAtStart")
  void whatARunningContainerNeverSeesChangeIsReadAtStart(String name, String spec) {
    assertThat(uses(spec)).isEqualTo(Map.of("db", SecretUse.ReadAtStart));
  }

  @Test
  void pullSecretsEphemeralContainersAndConfigMapsAreNoUse() {
    assertThat(
            uses(
                """
                {imagePullSecrets: [{name: db}],
                 ephemeralContainers: [{name: e, envFrom: [{secretRef: {name: db}}]}],
                 containers: [{name: c, env: [{name: A, value: db},
                   {name: B, valueFrom: {configMapKeyRef: {name: db, key: k}}}],
                   envFrom: [{configMapRef: {name: db}}]}],
                 volumes: [{name: v, configMap: {name: db}}, {name: w, emptyDir: {}}]}
                """))
        .isEmpty();
  }

  @Test
  void subPathOfOneVolumeLeavesAnotherMounted() {
    assertThat(
            uses(
                """
                {containers: [{name: c, volumeMounts: [{name: v, mountPath: /m, subPath: k},
                   {name: w, mountPath: /n}]}],
                 volumes: [{name: v, secret: {secretName: one}}, {name: w, secret: {secretName: two}}]}
                """))
        .isEqualTo(Map.of("one", SecretUse.ReadAtStart, "two", SecretUse.Mounted));
  }

  private static Map<String, SecretUse> uses(String yaml) {
    return SecretUses.of(Serialization.unmarshal("---\n" + yaml, PodSpec.class));
  }
}
