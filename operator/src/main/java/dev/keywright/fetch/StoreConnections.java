package dev.keywright.fetch;

import dev.keywright.api.v1alpha1.AllowEntry;
import dev.keywright.api.v1alpha1.StoreAction;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.core.StoreReference;
import dev.keywright.provider.spi.CheckResult;
import dev.keywright.provider.spi.SecretPath;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The open stores of this process: one provider per store object and generation, opened at first
 * use, closed when the spec changes, the store goes or the process stops. An old provider stays
 * open until the calls under way on it have ended. Thread-safe.
 */
public final class StoreConnections implements StoreAccess, StoreProbe {
  private final Map<StoreReference, StoreConnection> open = new HashMap<>();
  private final ExecutorService closings = Executors.newVirtualThreadPerTaskExecutor();
  private final FetchListeners listeners = new FetchListeners();
  private final StoreDirectory directory;
  private final StoreOpener opener;
  private final InstantSource clock;
  private boolean stopping;

  public StoreConnections(
      StoreDirectory directory,
      ProviderRegistry registry,
      ProviderSurroundings surroundings,
      InstantSource clock) {
    this.directory = directory;
    this.opener = new StoreOpener(registry, surroundings, clock, closings);
    this.clock = clock;
  }

  /** The right to use a store for a moment, or why not. */
  sealed interface Leasing {
    /**
     * Use it, then close the lease; the store stays open that long.
     *
     * @param connection the open store
     */
    record Lease(StoreConnection connection) implements Leasing, AutoCloseable {
      @Override
      public void close() {
        connection.leases().end();
      }
    }

    /**
     * No.
     *
     * @param diagnosis as in {@link StoreAccess.Access.Refused}
     */
    record Refused(Diagnosis diagnosis) implements Leasing {}
  }

  /** Adds somebody who hears what happens here. */
  public void addListener(FetchListener listener) {
    listeners.add(listener);
  }

  /** Tells everybody who was added. */
  FetchListener listener() {
    return listeners;
  }

  @Override
  public Access open(StoreReference store, String namespace, SecretPath path, StoreAction action) {
    return switch (lease(store, namespace, path, action)) {
      case Leasing.Refused(Diagnosis diagnosis) -> new Access.Refused(diagnosis);
      case Leasing.Lease lease -> {
        try (lease) {
          StoreConnection connection = lease.connection();
          yield new Access.Granted(
              connection.provider(), connection.providerName(), connection.refreshInterval());
        }
      }
    };
  }

  @Override
  public Outcome check(StoreDefinition store) {
    return switch (leaseOf(store)) {
      case Leasing.Refused(Diagnosis diagnosis) -> new Outcome.Unusable(diagnosis);
      case Leasing.Lease lease -> {
        try (lease) {
          yield switch (lease.connection().check()) {
            case CheckResult.Ready ready ->
                new Outcome.Answered(ready.identity(), ready.capabilities());
            case CheckResult.Failed failed -> new Outcome.Failed(failed.failure());
          };
        }
      }
    };
  }

  @Override
  public void forget(StoreReference store) {
    synchronized (open) {
      retire(open.remove(store));
    }
  }

  /** A lease for a policy of {@code namespace} to read; no remote call to the store. */
  Leasing lease(SourceKey source, String namespace) {
    return source.find().isEmpty()
        ? lease(source.store(), namespace, source.path(), StoreAction.Read)
        : lease(
            source.store(),
            definition ->
                AllowList.refusalToFind(
                    source.store(),
                    definition.allow(),
                    namespace,
                    directory.namespaceLabels(namespace)));
  }

  /** A lease for a policy of {@code namespace}; no remote call to the store. */
  Leasing lease(StoreReference store, String namespace, SecretPath path, StoreAction action) {
    AllowList.Question question =
        new AllowList.Question(namespace, directory.namespaceLabels(namespace), path, action);
    return lease(store, definition -> AllowList.refusal(store, definition.allow(), question));
  }

  /** Which objects of {@code store} a policy of {@code namespace} may read, as things are now. */
  Predicate<SecretPath> readable(StoreReference store, String namespace) {
    List<AllowEntry> allow = directory.find(store).map(StoreDefinition::allow).orElse(List.of());
    Map<String, String> labels = directory.namespaceLabels(namespace);
    return path ->
        AllowList.refusal(
                store, allow, new AllowList.Question(namespace, labels, path, StoreAction.Read))
            .isEmpty();
  }

  private Leasing lease(
      StoreReference store, Function<StoreDefinition, Optional<Diagnosis>> refusal) {
    Optional<StoreDefinition> definition = directory.find(store);
    if (definition.isEmpty()) {
      forget(store);
      return new Leasing.Refused(notFound(store));
    }
    return refusal
        .apply(definition.get())
        .<Leasing>map(Leasing.Refused::new)
        .orElseGet(() -> forPolicy(store, leaseOf(definition.get())));
  }

  /**
   * Closes every store and waits for at most {@code bound}; whatever is still called afterwards is
   * refused.
   */
  public void close(Duration bound) {
    synchronized (open) {
      stopping = true;
      open.values().forEach(connection -> connection.leases().closeNow());
      open.clear();
    }
    closings.shutdown();
    try {
      if (!closings.awaitTermination(bound.toMillis(), TimeUnit.MILLISECONDS)) {
        closings.shutdownNow();
      }
    } catch (InterruptedException e) {
      closings.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** Opening does no I/O and closing happens elsewhere, so that one lock serves all stores. */
  private Leasing leaseOf(StoreDefinition wanted) {
    StoreReference reference = wanted.reference();
    synchronized (open) {
      if (stopping) {
        return new Leasing.Refused(stopping(reference));
      }
      StoreConnection current = open.get(reference);
      if (current != null && current.serves(wanted)) {
        return leaseOn(current);
      }
      open.remove(reference);
      retire(current);
      return switch (opener.open(wanted)) {
        case StoreOpener.Opening.Opened(OpenProvider provider) -> {
          StoreConnection opened = new StoreConnection(wanted, provider, listeners, clock);
          open.put(reference, opened);
          yield leaseOn(opened);
        }
        case StoreOpener.Opening.Unusable(Diagnosis diagnosis) -> new Leasing.Refused(diagnosis);
      };
    }
  }

  private static Leasing leaseOn(StoreConnection connection) {
    connection.leases().take();
    return new Leasing.Lease(connection);
  }

  private static void retire(@Nullable StoreConnection connection) {
    if (connection != null) {
      connection.leases().retire();
    }
  }

  /** What is wrong with the store is the store's trouble; its policies wait for it. */
  private static Leasing forPolicy(StoreReference store, Leasing leasing) {
    return switch (leasing) {
      case Leasing.Lease lease -> lease;
      case Leasing.Refused(Diagnosis diagnosis) when diagnosis.reason() == Reason.InvalidSpec ->
          new Leasing.Refused(
              Diagnosis.of(
                  Reason.StoreNotReady,
                  "%s cannot be used as it is written: %s",
                  store,
                  diagnosis.message()));
      case Leasing.Refused refused -> refused;
    };
  }

  private static Diagnosis stopping(StoreReference store) {
    return Diagnosis.of(
        Reason.StoreNotReady, "%s is closed because this process is stopping.", store);
  }

  private static Diagnosis notFound(StoreReference store) {
    return store.isCluster()
        ? Diagnosis.of(
            Reason.StoreNotFound,
            "There is no %s of this installation's class. Create the ClusterSecretStore, or correct"
                + " storeRef.",
            store)
        : Diagnosis.of(
            Reason.StoreNotFound,
            "There is no %s of this installation's class in namespace %s. Create the SecretStore, or"
                + " correct storeRef (a ClusterSecretStore needs `kind: ClusterSecretStore`).",
            store,
            store.namespace().orElse(""));
  }
}
