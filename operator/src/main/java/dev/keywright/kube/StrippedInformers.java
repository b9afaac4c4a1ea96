package dev.keywright.kube;

import dev.keywright.core.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
public final class StrippedInformers<T extends HasMetadata> implements AutoCloseable {
  private static final long PAGE = 500;

  private final List<SharedIndexInformer<T>> informers = new ArrayList<>();

  /**
   * @param scopes what to list and watch, one per namespace
   * @param store makes the item store of one informer
   */
  public StrippedInformers(List<? extends Informable<T>> scopes, Supplier<ItemStore<T>> store) {
    for (Informable<T> scope : scopes) {
      SharedIndexInformer<T> informer = scope.withLimit(PAGE).runnableInformer(0);
      informer.removeNamespaceIndex();
      informer.itemStore(store.get());
      informer.exceptionHandler((isStarted, failure) -> true);
      informers.add(informer);
    }
  }

  /** Starts; {@code handler} hears of everything, the objects found at the start included. */
  public CompletableFuture<Void> start(ResourceEventHandler<T> handler) {
    informers.forEach(informer -> informer.addEventHandler(handler));
    return CompletableFuture.allOf(
        informers.stream()
            .map(informer -> informer.start().toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  /** The stripped copy of an object; namespace is empty text for cluster-scoped kinds. */
  public Optional<T> find(ObjectKey key) {
    String name =
        Cache.namespaceKeyFunc(key.namespace().isEmpty() ? null : key.namespace(), key.name());
    return informers.stream()
        .map(informer -> informer.getStore().getByKey(name))
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** Whether every informer has listed once and is watching. */
  public boolean isWatching() {
    return informers.stream().allMatch(informer -> informer.hasSynced() && informer.isWatching());
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::stop);
  }
}
