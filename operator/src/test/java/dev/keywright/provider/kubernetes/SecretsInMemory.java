package dev.keywright.provider.kubernetes;

import dev.keywright.core.SecretMaterial;
import dev.keywright.core.SourceVersion;
import dev.keywright.provider.spi.ClusterSecrets;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.ServiceAccountReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Secrets of one namespace with one resourceVersion for all, as an API server counts it. */
final class SecretsInMemory implements ClusterSecrets {
  static final String NAMESPACE = "shared";

  private final Map<String, Lookup.Found> secrets = new HashMap<>();
  private final Set<String> guests = new HashSet<>();
  private long resourceVersion = 41;
  private Optional<FailureKind> trouble = Optional.empty();

  synchronized SourceVersion put(String name, Map<String, SecretMaterial> values) {
    SourceVersion version = new SourceVersion(String.valueOf(++resourceVersion));
    secrets.put(name, new Lookup.Found(values, version));
    return version;
  }

  synchronized void remove(String name) {
    secrets.remove(name);
  }

  /** From now on this ServiceAccount may read nothing. */
  synchronized void denyAll(String account) {
    guests.add(account);
  }

  synchronized void setTrouble(Optional<FailureKind> kind) {
    trouble = kind;
  }

  @Override
  public synchronized Lookup read(
      String namespace, String name, ServiceAccountReference onBehalfOf) {
    if (trouble.isPresent()) {
      return refused(trouble.get());
    }
    if (guests.contains(onBehalfOf.name())) {
      return refused(FailureKind.DENIED);
    }
    Lookup.Found found = secrets.get(name);
    return found == null || !namespace.equals(NAMESPACE) ? new Lookup.Absent() : found;
  }

  private static Lookup refused(FailureKind kind) {
    return new Lookup.Refused(ProviderFailure.of(kind, "refused: " + kind));
  }
}
