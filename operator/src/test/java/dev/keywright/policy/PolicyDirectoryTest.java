package dev.keywright.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretPolicySpec;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.StoreReference;
import dev.keywright.kube.KubeClients;
import dev.keywright.provider.spi.SecretPath;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PolicyDirectoryTest {
  private static final StoreReference VAULT = StoreReference.namespaced("shop", "vault");
  private static final StoreReference SHARED = StoreReference.cluster("vault");

  private final Cache cache = new Cache();
  private final PolicyDirectory directory = new PolicyDirectory();

  @Test
  void isEmptyUntilTheControllerRuns() {
    assertThat(directory.find(new ObjectKey("shop", "a"))).isEmpty();
    assertThat(directory.readersOf(VAULT)).isEmpty();
    assertThat(directory.writersOf("shop", "a")).isEmpty();
  }

  @Test
  void findsPoliciesByNameStoreSourceAndTarget() {
    directory.attach(cache);
    cache.add("shop", "a", "storeRef: {name: vault}\ndataFrom: [{extract: {path: db}}]");
    cache.add(
        "shop",
        "b",
        """
        storeRef: {name: vault, kind: ClusterSecretStore}
        target: {name: a}
        data:
        - {key: x, from: {path: db}}
        - {key: y, from: {path: api}, storeRef: {name: vault}}
        """);
    cache.add("bank", "a", "storeRef: {name: vault}\ndataFrom: [{extract: {path: db}}]");
    assertThat(directory.find(new ObjectKey("shop", "b"))).isPresent();
    assertThat(names(directory.readersOf(VAULT))).containsExactly("shop/a", "shop/b");
    assertThat(names(directory.readersOf(SHARED))).containsExactly("shop/b");
    assertThat(names(directory.readersOf(VAULT, SecretPath.of("db")))).containsExactly("shop/a");
    assertThat(names(directory.readersOf(VAULT, SecretPath.of("api")))).containsExactly("shop/b");
    assertThat(names(directory.writersOf("shop", "a"))).containsExactly("shop/a", "shop/b");
    assertThat(names(directory.writersOf("bank", "a"))).containsExactly("bank/a");
    assertThat(PolicyDirectory.keysOf(directory.readersOf(VAULT)))
        .containsExactlyInAnyOrder(new ObjectKey("shop", "a"), new ObjectKey("shop", "b"));
  }

  @Test
  @DisplayName("a policy that cannot be carried out reads nothing and never breaks the index")
  void survivesWhatCannotBeCarriedOut() {
    directory.attach(cache);
    cache.add("shop", "empty", "storeRef: {name: vault}");
    cache.add("shop", "newer", "storeRef: {name: vault}\ndata: [{key: k, other: {}}]");
    cache.add("shop", "none", null);
    assertThat(directory.readersOf(VAULT)).isEmpty();
    assertThat(names(directory.writersOf("shop", "none"))).containsExactly("shop/none");
    assertThat(names(directory.writersOf("shop", "newer"))).containsExactly("shop/newer");
  }

  private static List<String> names(List<SecretPolicy> policies) {
    return policies.stream()
        .map(it -> it.getMetadata().getNamespace() + "/" + it.getMetadata().getName())
        .sorted()
        .toList();
  }

  /** The cache of a controller, as far as the directory uses it. */
  private static final class Cache implements IndexerResourceCache<SecretPolicy> {
    private final List<SecretPolicy> policies = new ArrayList<>();
    private final Map<String, Function<SecretPolicy, List<String>>> indexers = new HashMap<>();

    void add(String namespace, String name, @Nullable String spec) {
      SecretPolicy policy = new SecretPolicy();
      policy.setMetadata(new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
      if (spec != null) {
        policy.setSpec(KubeClients.serialization().unmarshal(spec, SecretPolicySpec.class));
      }
      policies.add(policy);
    }

    @Override
    public List<SecretPolicy> byIndex(String index, String key) {
      Function<SecretPolicy, List<String>> indexer = indexers.getOrDefault(index, it -> List.of());
      return policies.stream().filter(it -> indexer.apply(it).contains(key)).toList();
    }

    @Override
    public void addIndexers(Map<String, Function<SecretPolicy, List<String>>> more) {
      indexers.putAll(more);
    }

    @Override
    public Optional<SecretPolicy> get(ResourceID id) {
      return policies.stream().filter(it -> ResourceID.fromResource(it).equals(id)).findFirst();
    }

    @Override
    public Stream<ResourceID> keys() {
      return policies.stream().map(ResourceID::fromResource);
    }

    @Override
    public Stream<SecretPolicy> list(Predicate<SecretPolicy> predicate) {
      return policies.stream().filter(predicate);
    }

    @Override
    public Stream<SecretPolicy> list(
        @Nullable String namespace, Predicate<SecretPolicy> predicate) {
      return policies.stream()
          .filter(it -> it.getMetadata().getNamespace().equals(namespace))
          .filter(predicate);
    }
  }
}
