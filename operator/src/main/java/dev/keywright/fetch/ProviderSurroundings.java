package dev.keywright.fetch;

import dev.keywright.core.StoreReference;
import dev.keywright.provider.spi.ClusterSecrets;
import dev.keywright.provider.spi.CredentialSource;

/** What a store may reach in this cluster, by store. Thread-safe; makes no calls by itself. */
public interface ProviderSurroundings {
  /** Credentials within the reach of {@code store}. */
  CredentialSource credentialsOf(StoreReference store);

  /** Secrets of this cluster within the reach of {@code store}. */
  ClusterSecrets clusterSecretsOf(StoreReference store);
}
