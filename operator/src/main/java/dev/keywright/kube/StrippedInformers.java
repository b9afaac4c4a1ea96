package dev.keywright.kube;

import dev.keywright.core.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Informers of one kind over one or several namespaces, whose caches hold stripped copies. A
 * refused or failed list is tried again for as long as it takes. Thread-safe; started once and
 * closed once.
 *
 * @param <T> the kind
 */
public final class StrippedInformers<T extends HasMetadata>
    implements InformedObjects<T>, AutoCloseable {
  /** Key of a scope over all namespaces, or of a cluster-scoped kind. */
  public static final String EVERYWHERE = "";

  private static final long PAGE = 500;

  private final Map<String, SharedIndexInformer<T>> informers = new HashMap<>();

  /**
   * @param scopes what to list and watch, by namespace
   * @param store makes the item store of one informer
   */
  public StrippedInformers(
      Map<String, ? extends Informable<T>> scopes, Supplier<ItemStore<T>> store) {
    scopes.forEach(
        (namespace, scope) -> {
          SharedIndexInformer<T> informer = scope.withLimit(PAGE).runnableInformer(0);
          informer.removeNamespaceIndex();
          informer.itemStore(store.get());
          informer.exceptionHandler((isStarted, failure) -> true);
          informers.put(namespace, informer);
        });
  }

  /** Starts; {@code handler} hears of everything, the objects found at the start included. */
  public CompletableFuture<Void> start(ResourceEventHandler<T> handler) {
    informers.values().forEach(informer -> informer.addEventHandler(handler));
    return CompletableFuture.allOf(
        informers.values().stream()
            .map(informer -> informer.start().toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  /** The stripped copy of an object; namespace is empty text for cluster-scoped kinds. */
  @Override
  public Optional<T> find(ObjectKey key) {
    String name =
        Cache.namespaceKeyFunc(key.namespace().isEmpty() ? null : key.namespace(), key.name());
    return informerOf(key.namespace())
        .flatMap(informer -> Optional.ofNullable(informer.getStore().getByKey(name)));
  }

  @Override
  public boolean hasReached(ObjectKey key, String resourceVersion) {
    return informerOf(key.namespace())
        .flatMap(informer -> Optional.ofNullable(informer.lastSyncResourceVersion()))
        .filter(last -> !last.isEmpty())
        .filter(last -> compareVersions(last, resourceVersion) >= 0)
        .isPresent();
  }

  static int compareVersions(String a, String b) {
    return Long.compareUnsigned(Long.parseUnsignedLong(a), Long.parseUnsignedLong(b));
  }

  private Optional<SharedIndexInformer<T>> informerOf(String namespace) {
    return Optional.ofNullable(informers.get(namespace))
        .or(() -> Optional.ofNullable(informers.get(EVERYWHERE)));
  }

  /** Whether every informer has listed once and is watching. */
  public boolean isWatching() {
    return informers.values().stream()
        .allMatch(informer -> informer.hasSynced() && informer.isWatching());
  }

  @Override
  public void close() {
    informers.values().forEach(SharedIndexInformer::stop);
  }
}
