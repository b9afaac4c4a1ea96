package dev.keywright.kube;

import dev.keywright.api.v1alpha1.ClusterSecretStore;
import dev.keywright.api.v1alpha1.SecretStore;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.StoreReference;
import dev.keywright.fetch.StoreDefinition;
import dev.keywright.fetch.StoreDirectory;
import dev.keywright.store.StoreObserver;
import io.fabric8.kubernetes.api.model.Namespace;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Stores and namespaces as the informers have them. Thread-safe as far as the caches are. */
public final class KubeStoreDirectory implements StoreDirectory {
  private final Function<ObjectKey, Optional<SecretStore>> stores;
  private final Function<String, Optional<ClusterSecretStore>> clusterStores;
  private final Function<String, Optional<Namespace>> namespaces;
  private final String installationClass;

  /**
   * @param stores looks a SecretStore up in a cache
   * @param clusterStores looks a ClusterSecretStore up in a cache, by name
   * @param namespaces looks a Namespace up in a cache, by name
   * @param installationClass class of this installation; stores of another one do not exist for it
   */
  public KubeStoreDirectory(
      Function<ObjectKey, Optional<SecretStore>> stores,
      Function<String, Optional<ClusterSecretStore>> clusterStores,
      Function<String, Optional<Namespace>> namespaces,
      String installationClass) {
    this.stores = stores;
    this.clusterStores = clusterStores;
    this.namespaces = namespaces;
    this.installationClass = installationClass;
  }

  @Override
  public Optional<StoreDefinition> find(StoreReference reference) {
    return reference.namespace().isPresent()
        ? stores
            .apply(new ObjectKey(reference.namespace().get(), reference.name()))
            .filter(store -> StoreObserver.classOf(store).equals(installationClass))
            .map(StoreObserver::definitionOf)
        : clusterStores
            .apply(reference.name())
            .filter(store -> StoreObserver.classOf(store).equals(installationClass))
            .map(StoreObserver::definitionOf);
  }

  @Override
  public Map<String, String> namespaceLabels(String namespace) {
    return namespaces
        .apply(namespace)
        .map(found -> found.getMetadata().getLabels())
        .orElse(Map.of());
  }
}
