package dev.keywright.rollout;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The store of one informer: keeps a {@link Workload} of each object that reads a Secret, the
 * resourceVersion alone of each that does not, and feeds the catalog. Objects that it gives back
 * have metadata only. The informer calls writing methods under its own lock, one at a time.
 */
final class WorkloadItemStore<T extends HasMetadata> implements ItemStore<T> {
  private record Kept(String resourceVersion, Optional<Workload> workload) {}

  private final Map<String, Kept> kept = new ConcurrentHashMap<>();
  private final WorkloadKind kind;
  private final Class<T> type;
  private final WorkloadCatalog catalog;

  WorkloadItemStore(WorkloadKind kind, Class<T> type, WorkloadCatalog catalog) {
    this.kind = kind;
    this.type = type;
    this.catalog = catalog;
  }

  @Override
  public String getKey(T object) {
    return Cache.metaNamespaceKeyFunc(object);
  }

  @Override
  public @Nullable T put(String key, T object) {
    Workload read = WorkloadReader.read(object);
    Optional<Workload> workload = read.secrets().isEmpty() ? Optional.empty() : Optional.of(read);
    Kept before = kept.put(key, new Kept(read.resourceVersion(), workload));
    catalog.replace(before == null ? Optional.empty() : before.workload(), workload);
    return bare(key, before);
  }

  @Override
  public @Nullable T remove(String key) {
    Kept before = kept.remove(key);
    if (before != null) {
      catalog.replace(before.workload(), Optional.empty());
    }
    return bare(key, before);
  }

  @Override
  public Stream<String> keySet() {
    return kept.keySet().stream();
  }

  @Override
  public Stream<T> values() {
    return kept.entrySet().stream().map(entry -> object(entry.getKey(), entry.getValue()));
  }

  @Override
  public int size() {
    return kept.size();
  }

  @Override
  public @Nullable T get(String key) {
    return bare(key, kept.get(key));
  }

  private @Nullable T bare(String key, @Nullable Kept state) {
    return state == null ? null : object(key, state);
  }

  private T object(String key, Kept state) {
    int slash = key.indexOf('/');
    return type.cast(
        kind.bare(key.substring(0, slash), key.substring(slash + 1), state.resourceVersion()));
  }
}
