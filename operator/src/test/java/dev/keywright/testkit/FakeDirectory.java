package dev.keywright.testkit;

import dev.keywright.api.v1alpha1.AllowEntry;
import dev.keywright.api.v1alpha1.NamespaceSelector;
import dev.keywright.api.v1alpha1.StoreLimits;
import dev.keywright.core.StoreReference;
import dev.keywright.fetch.StoreDefinition;
import dev.keywright.fetch.StoreDirectory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Stores and namespaces as a test wants them. Thread-safe. */
public final class FakeDirectory implements StoreDirectory {
  private final Map<StoreReference, StoreDefinition> stores = new ConcurrentHashMap<>();
  private final Map<String, Map<String, String>> namespaces = new ConcurrentHashMap<>();

  /** A store with the block {@code fake}; a cluster store allows everybody everything. */
  public static StoreDefinition definition(StoreReference reference, long generation) {
    return definition(reference, "uid-" + reference.name(), generation, "home", null);
  }

  /** A store with the block {@code fake}; a cluster store allows everybody everything. */
  public static StoreDefinition definition(
      StoreReference reference,
      String uid,
      long generation,
      String address,
      @Nullable StoreLimits limits) {
    return new StoreDefinition(
        reference,
        uid,
        generation,
        Map.of("fake", Map.of("address", address)),
        Optional.ofNullable(limits),
        List.of(new AllowEntry(new NamespaceSelector(Map.of()), List.of("**"), null)),
        Optional.empty());
  }

  /** Adds or replaces a store. */
  public void put(StoreDefinition store) {
    stores.put(store.reference(), store);
  }

  /** Removes a store. */
  public void remove(StoreReference store) {
    stores.remove(store);
  }

  /** Gives a namespace labels. */
  public void label(String namespace, Map<String, String> labels) {
    namespaces.put(namespace, labels);
  }

  @Override
  public Optional<StoreDefinition> find(StoreReference reference) {
    return Optional.ofNullable(stores.get(reference));
  }

  @Override
  public Map<String, String> namespaceLabels(String namespace) {
    return namespaces.getOrDefault(namespace, Map.of());
  }
}
