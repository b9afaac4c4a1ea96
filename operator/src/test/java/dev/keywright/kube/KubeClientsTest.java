package dev.keywright.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.ClusterSecretStore;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.api.v1alpha1.SecretStore;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class KubeClientsTest {
  private final KubernetesSerialization serialization = KubeClients.serialization();

  static Stream<Arguments> watched() {
    return Stream.of(
        Arguments.of("keywright.dev/v1alpha1", SecretPolicy.class),
        Arguments.of("keywright.dev/v1alpha1", SecretStore.class),
        Arguments.of("keywright.dev/v1alpha1", ClusterSecretStore.class),
        Arguments.of("keywright.dev/v1alpha1", SecretRotation.class),
        Arguments.of("v1", Secret.class),
        Arguments.of("v1", Namespace.class),
        Arguments.of("v1", Status.class),
        Arguments.of("apps/v1", Deployment.class),
        Arguments.of("apps/v1", StatefulSet.class),
        Arguments.of("apps/v1", DaemonSet.class),
        Arguments.of("coordination.k8s.io/v1", Lease.class));
  }

  @ParameterizedTest
  @DisplayName("an event about a watched kind is read straight into its class")
  @MethodSource("watched")
  void readsEvents(String apiVersion, Class<?> type) {
    WatchEvent event =
        serialization.unmarshal(
            "{\"type\":\"ADDED\",\"object\":{\"apiVersion\":\"%s\",\"kind\":\"%s\",\"metadata\":{}}}"
                .formatted(apiVersion, type.getSimpleName()),
            WatchEvent.class);
    assertThat(event.getObject()).isExactlyInstanceOf(type);
  }

  @Test
  @DisplayName("classes of kinds that nobody watches are not looked for")
  void loadsNoOthers() {
    assertThat(serialization.getRegisteredKubernetesResource("v1", "Node")).isNull();
  }
}
