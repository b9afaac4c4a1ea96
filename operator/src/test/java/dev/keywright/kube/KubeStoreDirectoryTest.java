package dev.keywright.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.ClusterSecretStore;
import dev.keywright.api.v1alpha1.ClusterSecretStoreSpec;
import dev.keywright.api.v1alpha1.SecretStore;
import dev.keywright.api.v1alpha1.SecretStoreSpec;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.StoreReference;
import dev.keywright.fetch.StoreDefinition;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KubeStoreDirectoryTest {
  private final Map<ObjectKey, SecretStore> stores = new HashMap<>();
  private final Map<String, ClusterSecretStore> clusterStores = new HashMap<>();
  private final Map<String, Namespace> namespaces = new HashMap<>();
  private final KubeStoreDirectory directory =
      new KubeStoreDirectory(
          key -> Optional.ofNullable(stores.get(key)),
          name -> Optional.ofNullable(clusterStores.get(name)),
          name -> Optional.ofNullable(namespaces.get(name)),
          "");

  @BeforeEach
  void fill() {
    SecretStore store = new SecretStore();
    store.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("vault")
            .withUid("uid-1")
            .withGeneration(2L)
            .build());
    store.setSpec(new SecretStoreSpec(null, Map.of("vault", Map.of()), null));
    stores.put(new ObjectKey("shop", "vault"), store);
    ClusterSecretStore shared = new ClusterSecretStore();
    shared.setMetadata(new ObjectMetaBuilder().withName("vault").withUid("uid-2").build());
    shared.setSpec(new ClusterSecretStoreSpec("", Map.of("vault", Map.of()), null, null));
    clusterStores.put("vault", shared);
  }

  @Test
  void tellsStoresOfBothKindsApart() {
    assertThat(directory.find(StoreReference.namespaced("shop", "vault")))
        .map(StoreDefinition::uid)
        .hasValue("uid-1");
    assertThat(directory.find(StoreReference.cluster("vault")))
        .map(StoreDefinition::uid)
        .hasValue("uid-2");
    assertThat(directory.find(StoreReference.namespaced("bank", "vault"))).isEmpty();
    assertThat(directory.find(StoreReference.cluster("other"))).isEmpty();
  }

  @Test
  void doesNotKnowStoresOfAnotherClass() {
    KubeStoreDirectory blue =
        new KubeStoreDirectory(
            key -> Optional.ofNullable(stores.get(key)),
            name -> Optional.ofNullable(clusterStores.get(name)),
            name -> Optional.empty(),
            "blue");
    assertThat(blue.find(StoreReference.namespaced("shop", "vault"))).isEmpty();
    assertThat(blue.find(StoreReference.cluster("vault"))).isEmpty();
  }

  @Test
  void knowsLabelsOfNamespaces() {
    namespaces.put(
        "shop",
        new NamespaceBuilder()
            .withNewMetadata()
            .withName("shop")
            .addToLabels("team", "shop")
            .endMetadata()
            .build());
    namespaces.put("bare", new NamespaceBuilder().withNewMetadata().endMetadata().build());
    assertThat(directory.namespaceLabels("shop")).containsEntry("team", "shop");
    assertThat(directory.namespaceLabels("bare")).isEmpty();
    assertThat(directory.namespaceLabels("gone")).isEmpty();
  }
}
