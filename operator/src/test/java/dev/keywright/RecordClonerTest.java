package dev.keywright;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.ClusterSecretStore;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.api.v1alpha1.SecretStore;
import dev.keywright.kube.KubeClients;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class RecordClonerTest {
  private static final String META =
      """
      metadata:
        name: orders
        namespace: shop
        uid: 6b8b4567-327b-23c6-643c-986966334873
        resourceVersion: "7"
        annotations: {a: "1"}
        ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: o, uid: u}]
      """;

  private final KubernetesSerialization serialization = KubeClients.serialization();
  private final RecordCloner cloner = new RecordCloner(serialization);

  static Stream<Arguments> kinds() {
    return Stream.of(
        Arguments.of(
            SecretPolicy.class,
            """
            apiVersion: keywright.dev/v1alpha1
            kind: SecretPolicy
            spec: {storeRef: {name: vault}, dataFrom: [{extract: {path: shop/db}}]}
            status: {observedGeneration: 3, version: "4", sources: [{store: secstore/vault, path: shop/db, version: "4"}]}
            """),
        Arguments.of(
            SecretStore.class,
            """
            apiVersion: keywright.dev/v1alpha1
            kind: SecretStore
            spec: {provider: {vault: {address: "https://vault:8200"}}}
            status: {observedGeneration: 3, identity: jwt/shop}
            """),
        Arguments.of(
            ClusterSecretStore.class,
            """
            apiVersion: keywright.dev/v1alpha1
            kind: ClusterSecretStore
            spec: {provider: {vault: {address: "https://vault:8200"}}, allow: [{paths: [a]}]}
            """),
        Arguments.of(
            SecretRotation.class,
            """
            apiVersion: keywright.dev/v1alpha1
            kind: SecretRotation
            spec: {policyRef: {name: orders}, reason: test}
            status: {observedGeneration: 1, phase: Staged}
            """),
        Arguments.of(
            Namespace.class,
            """
            apiVersion: v1
            kind: Namespace
            status: {phase: Active}
            """));
  }

  @ParameterizedTest
  @DisplayName("a copy is of the same class and content, and changing it leaves the original alone")
  @MethodSource("kinds")
  void copies(Class<? extends HasMetadata> kind, String yaml) {
    HasMetadata original = serialization.unmarshal(yaml + META, kind);
    String before = serialization.asJson(original);
    HasMetadata copy = cloner.clone(original);
    assertThat(copy).isExactlyInstanceOf(kind).isNotSameAs(original);
    assertThat(serialization.asJson(copy)).isEqualTo(before);
    copy.getMetadata().setResourceVersion("8");
    copy.getMetadata().getAnnotations().put("b", "2");
    copy.getMetadata().getOwnerReferences().getFirst().setName("other");
    assertThat(serialization.asJson(original)).isEqualTo(before);
  }
}
