package dev.keywright;

import dev.keywright.api.v1alpha1.ClusterSecretStore;
import dev.keywright.api.v1alpha1.SecretStore;
import dev.keywright.config.OperatorSettings;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.StoreReference;
import dev.keywright.fetch.ProviderRegistry;
import dev.keywright.fetch.ProviderSurroundings;
import dev.keywright.fetch.SharedFetcher;
import dev.keywright.fetch.SourceWatch;
import dev.keywright.fetch.StoreConnections;
import dev.keywright.kube.KubeClusterSecrets;
import dev.keywright.kube.KubeCredentials;
import dev.keywright.kube.KubeStoreDirectory;
import dev.keywright.kube.StatusWriter;
import dev.keywright.kube.StrippedInformers;
import dev.keywright.policy.PolicyDirectory;
import dev.keywright.policy.PolicyEventSource;
import dev.keywright.provider.spi.ClusterSecrets;
import dev.keywright.provider.spi.CredentialSource;
import dev.keywright.store.ClusterSecretStoreReconciler;
import dev.keywright.store.SecretStoreReconciler;
import dev.keywright.store.StoreFlow;
import dev.keywright.store.StoreTroubleEventSource;
import dev.keywright.store.StoreUse;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;

/** Everything about stores: connections, the fetcher, the watch, the reconcilers. */
final class StoreServices {
  private final StoreConnections connections;
  private final SourceWatch watch;
  private final SharedFetcher fetcher;
  private final SecretStoreReconciler stores;
  private final ClusterSecretStoreReconciler clusterStores;

  StoreServices(
      OperatorSettings settings,
      KubernetesClient client,
      Seen seen,
      PolicyWaker policies,
      InstantSource clock) {
    KubeStoreDirectory directory =
        new KubeStoreDirectory(
            seen.stores()::find,
            name -> seen.clusterStores().find(new ObjectKey("", name)),
            name -> seen.namespaces().find(new ObjectKey("", name)),
            settings.installationClass());
    this.connections =
        new StoreConnections(directory, ProviderRegistry.load(), new Surroundings(client), clock);
    this.watch = new SourceWatch(connections, policies.events()::wake, clock);
    this.fetcher = new SharedFetcher(connections);
    StoreFlow flow = new StoreFlow(connections, new Use(policies, watch), clock);
    StoreTroubleEventSource<SecretStore> trouble = new StoreTroubleEventSource<>(false);
    StoreTroubleEventSource<ClusterSecretStore> clusterTrouble =
        new StoreTroubleEventSource<>(true);
    connections.addListener(watch);
    connections.addListener(flow);
    connections.addListener(trouble);
    connections.addListener(clusterTrouble);
    this.stores =
        new SecretStoreReconciler(
            flow,
            (store, status, context) ->
                StatusWriter.write(
                        store,
                        context,
                        live -> {
                          live.setStatus(status);
                          return live;
                        })
                    .isPresent(),
            trouble,
            settings.installationClass());
    this.clusterStores =
        new ClusterSecretStoreReconciler(
            flow,
            (store, status, context) ->
                StatusWriter.write(
                        store,
                        context,
                        live -> {
                          live.setStatus(status);
                          return live;
                        })
                    .isPresent(),
            clusterTrouble,
            settings.installationClass());
  }

  /** What the informers have of stores and namespaces. */
  record Seen(
      PrimaryCache<SecretStore> stores,
      PrimaryCache<ClusterSecretStore> clusterStores,
      StrippedInformers<Namespace> namespaces) {}

  /** Policies, and how to wake them. */
  record PolicyWaker(PolicyDirectory directory, PolicyEventSource events) {}

  StoreConnections connections() {
    return connections;
  }

  SourceWatch watch() {
    return watch;
  }

  SharedFetcher fetcher() {
    return fetcher;
  }

  SecretStoreReconciler stores() {
    return stores;
  }

  ClusterSecretStoreReconciler clusterStores() {
    return clusterStores;
  }

  private record Use(PolicyWaker policies, SourceWatch watch) implements StoreUse {
    @Override
    public int policiesOf(StoreReference store) {
      return policies.directory().readersOf(store).size();
    }

    @Override
    public void recheck(StoreReference store) {
      watch.recheck(store);
      PolicyDirectory.keysOf(policies.directory().readersOf(store))
          .forEach(policies.events()::wake);
    }
  }

  private record Surroundings(KubernetesClient client) implements ProviderSurroundings {
    @Override
    public CredentialSource credentialsOf(StoreReference store) {
      return new KubeCredentials(client, store);
    }

    @Override
    public ClusterSecrets clusterSecretsOf(StoreReference store) {
      return new KubeClusterSecrets(client, store);
    }
  }
}
