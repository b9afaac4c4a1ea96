package dev.keywright;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.StoreRef;
import dev.keywright.kube.KubeClients;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class StrippedPrimariesTest {
  private final ItemStore<SecretPolicy> store = StrippedPrimaries.store();

  @Test
  @DisplayName("notes of the API server and of kubectl are dropped, everything else is kept")
  void strips() {
    store.put(
        "shop/orders",
        policy(
            """
            annotations: {a: "1", kubectl.kubernetes.io/last-applied-configuration: "{}"}
            managedFields: [{manager: kubectl, operation: Update, fieldsV1: {"f:spec": {}}}]
            """));
    SecretPolicy kept = store.get("shop/orders");
    assertThat(kept.getMetadata().getManagedFields()).isEmpty();
    assertThat(kept.getMetadata().getAnnotations()).containsOnlyKeys("a");
    assertThat(kept.getMetadata().getResourceVersion()).isEqualTo("7");
    assertThat(kept.getSpec().storeRef()).isEqualTo(new StoreRef(null, "vault"));
    assertThat(kept.getStatus().version()).isEqualTo("4");
  }

  @Test
  @DisplayName("the last annotation that goes leaves none, not nothing")
  void keepsAnnotationsThere() {
    store.put(
        "shop/orders",
        policy("annotations: {kubectl.kubernetes.io/last-applied-configuration: \"{}\"}"));
    assertThat(store.get("shop/orders").getMetadata().getAnnotations()).isNotNull().isEmpty();
  }

  private static SecretPolicy policy(String meta) {
    return KubeClients.serialization()
        .unmarshal(
            """
            apiVersion: keywright.dev/v1alpha1
            kind: SecretPolicy
            metadata:
              name: orders
              namespace: shop
              resourceVersion: "7"
              %s
            spec: {storeRef: {name: vault}}
            status: {version: "4"}
            """
                .formatted(meta.strip().replace("\n", "\n  ")),
            SecretPolicy.class);
  }
}
