package dev.keywright.policy;

import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.StoreReference;
import dev.keywright.fetch.SourceKey;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.sync.PolicySources;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All policies by what they read and what they write. Answers from the controller's cache, which
 * may lag behind the last write of a status. Empty until the controller runs. Thread-safe.
 */
public final class PolicyDirectory {
  private static final String BY_STORE = "by-store";
  private static final String BY_SOURCE = "by-source";
  private static final String BY_TARGET = "by-target";

  private volatile @Nullable IndexerResourceCache<SecretPolicy> cache;

  void attach(IndexerResourceCache<SecretPolicy> primaries) {
    primaries.addIndexers(
        Map.of(
            BY_STORE,
                policy ->
                    sources(policy).stream()
                        .map(source -> storeKey(source.store()))
                        .distinct()
                        .toList(),
            BY_SOURCE,
                policy ->
                    sources(policy).stream()
                        .map(source -> sourceKey(source.store(), source.path()))
                        .distinct()
                        .toList(),
            BY_TARGET,
                policy ->
                    List.of(targetKey(policy.getMetadata().getNamespace(), targetOf(policy)))));
    cache = primaries;
  }

  /** The policy {@code key}, when it exists. */
  public Optional<SecretPolicy> find(ObjectKey key) {
    IndexerResourceCache<SecretPolicy> primaries = cache;
    return primaries == null
        ? Optional.empty()
        : primaries.get(new ResourceID(key.name(), key.namespace()));
  }

  /** Policies that read anything from {@code store}. */
  public List<SecretPolicy> readersOf(StoreReference store) {
    return by(BY_STORE, storeKey(store));
  }

  /** Policies that read {@code path} of {@code store}. */
  public List<SecretPolicy> readersOf(StoreReference store, SecretPath path) {
    return by(BY_SOURCE, sourceKey(store, path));
  }

  /** Policies that write the Secret {@code name}. */
  public List<SecretPolicy> writersOf(String namespace, String name) {
    return by(BY_TARGET, targetKey(namespace, name));
  }

  private List<SecretPolicy> by(String index, String key) {
    IndexerResourceCache<SecretPolicy> primaries = cache;
    return primaries == null ? List.of() : primaries.byIndex(index, key);
  }

  private static Set<SourceKey> sources(SecretPolicy policy) {
    return PolicySources.readable(policy.getMetadata().getNamespace(), policy.getSpec());
  }

  private static String targetOf(SecretPolicy policy) {
    ObjectMeta meta = policy.getMetadata();
    return PolicySources.targetOf(meta.getName(), policy.getSpec());
  }

  private static String storeKey(StoreReference store) {
    return store.namespace().orElse("") + "/" + store.name();
  }

  private static String sourceKey(StoreReference store, SecretPath path) {
    return storeKey(store) + "|" + path;
  }

  private static String targetKey(String namespace, String name) {
    return namespace + "/" + name;
  }

  /** The names of {@code policies}. */
  public static Set<ObjectKey> keysOf(List<SecretPolicy> policies) {
    return policies.stream()
        .map(
            policy ->
                new ObjectKey(policy.getMetadata().getNamespace(), policy.getMetadata().getName()))
        .collect(Collectors.toSet());
  }
}
