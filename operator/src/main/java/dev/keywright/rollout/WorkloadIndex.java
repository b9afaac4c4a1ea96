package dev.keywright.rollout;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Every Deployment, StatefulSet and DaemonSet by the Secrets that its pod template reads, kept
 * current by informers (list and watch, nothing is written). Keeps a few hundred bytes of a
 * workload that reads a Secret and only the resourceVersion of others. Thread-safe; started once
 * and closed once.
 */
public final class WorkloadIndex implements AutoCloseable {
  private static final long PAGE = 500;

  private final WorkloadCatalog catalog = new WorkloadCatalog();
  private final List<SharedIndexInformer<?>> informers = new ArrayList<>();
  private final WorkloadListener listener;

  /**
   * An index that is not started yet.
   *
   * @param namespaces the namespaces to watch; empty = the whole cluster
   * @param listener hears of workloads, those found at the start included
   */
  public WorkloadIndex(
      KubernetesClient client, Collection<String> namespaces, WorkloadListener listener) {
    this.listener = listener;
    for (WorkloadKind kind : WorkloadKind.values()) {
      addInformers(client, Set.copyOf(namespaces), kind, kind.type());
    }
  }

  private <T extends HasMetadata> void addInformers(
      KubernetesClient client, Set<String> namespaces, WorkloadKind kind, Class<T> type) {
    if (namespaces.isEmpty()) {
      addInformer(client.resources(type).inAnyNamespace(), kind, type);
    }
    for (String namespace : namespaces) {
      addInformer(client.resources(type).inNamespace(namespace), kind, type);
    }
  }

  private <T extends HasMetadata> void addInformer(
      Informable<T> resources, WorkloadKind kind, Class<T> type) {
    SharedIndexInformer<T> informer = resources.withLimit(PAGE).runnableInformer(0);
    informer.removeNamespaceIndex();
    informer.itemStore(new WorkloadItemStore<>(kind, type, catalog));
    informer.exceptionHandler((isStarted, failure) -> true);
    informer.addEventHandler(new ChangeHandler());
    informers.add(informer);
  }

  /**
   * Starts listing and watching; returns at once. A list that is refused or fails is tried again
   * for as long as it takes.
   *
   * @return completes when every existing workload is in the index
   */
  public CompletableFuture<Void> start() {
    return CompletableFuture.allOf(
        informers.stream()
            .map(informer -> informer.start().toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  /** Every workload that reads the Secret, ordered by kind and name, as last heard of. */
  public List<Workload> using(String namespace, String secret) {
    return catalog.using(namespace, secret);
  }

  /** Stops watching; the index keeps what it has. */
  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::stop);
  }

  private void tellListener() {
    catalog.takeChanges().forEach(listener::changed);
  }

  /** The item store has put the change into the catalog before an informer calls this. */
  private final class ChangeHandler implements ResourceEventHandler<HasMetadata> {
    @Override
    public void onAdd(HasMetadata added) {
      tellListener();
    }

    @Override
    public void onUpdate(HasMetadata before, HasMetadata after) {
      tellListener();
    }

    @Override
    public void onDelete(HasMetadata deleted, boolean isFinalStateUnknown) {
      tellListener();
    }
  }
}
