package dev.keywright.core;

import java.util.Optional;

/**
 * Names one store.
 *
 * @param namespace the namespace of a namespaced store; empty for a cluster store
 * @param name the store's name
 */
public record StoreReference(Optional<String> namespace, String name) {
  /** A {@code ClusterSecretStore}. */
  public static StoreReference cluster(String name) {
    return new StoreReference(Optional.empty(), name);
  }

  /** A {@code SecretStore} in {@code namespace}. */
  public static StoreReference namespaced(String namespace, String name) {
    return new StoreReference(Optional.of(namespace), name);
  }

  /** Whether this names a {@code ClusterSecretStore}. */
  public boolean isCluster() {
    return namespace.isEmpty();
  }

  /** {@code csecstore/name} or {@code secstore/name}: how messages, docs and CLI print a store. */
  @Override
  public String toString() {
    return (isCluster() ? "csecstore/" : "secstore/") + name;
  }
}
