package dev.keywright.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.AllowEntry;
import dev.keywright.api.v1alpha1.ClusterSecretStore;
import dev.keywright.api.v1alpha1.ClusterSecretStoreSpec;
import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.api.v1alpha1.NamespaceSelector;
import dev.keywright.api.v1alpha1.SecretStore;
import dev.keywright.api.v1alpha1.SecretStoreStatus;
import dev.keywright.api.v1alpha1.StoreLimits;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.core.StoreReference;
import dev.keywright.fetch.StoreDefinition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoreObserverTest {
  @Test
  void readsAClusterStore() {
    AllowEntry entry = new AllowEntry(new NamespaceSelector(Map.of()), List.of("**"), null);
    ClusterSecretStore store = new ClusterSecretStore();
    store.setMetadata(
        new ObjectMetaBuilder().withName("vault").withUid("uid-1").withGeneration(4L).build());
    store.setSpec(
        new ClusterSecretStoreSpec(
            "blue", Map.of("vault", Map.of()), new StoreLimits(4, "5s"), List.of(entry)));
    store.setStatus(status("False", "AccessDenied"));
    assertThat(StoreObserver.definitionOf(store))
        .isEqualTo(
            new StoreDefinition(
                StoreReference.cluster("vault"),
                "uid-1",
                4,
                Map.of("vault", Map.of()),
                Optional.of(new StoreLimits(4, "5s")),
                List.of(entry),
                Optional.of(new Diagnosis(Reason.AccessDenied, "said by the store"))));
    assertThat(StoreObserver.classOf(store)).isEqualTo("blue");
  }

  @Test
  void copesWithAnObjectThatLacksEverything() {
    SecretStore store = new SecretStore();
    store.setMetadata(
        new ObjectMetaBuilder().withNamespace("shop").withName("vault").withUid("uid-1").build());
    assertThat(StoreObserver.definitionOf(store))
        .isEqualTo(
            new StoreDefinition(
                StoreReference.namespaced("shop", "vault"),
                "uid-1",
                0,
                Map.of(),
                Optional.empty(),
                List.of(),
                Optional.empty()));
    assertThat(StoreObserver.classOf(store)).isEmpty();
  }

  @Test
  void takesAReasonOfANewerVersionForNotReady() {
    SecretStore store = new SecretStore();
    store.setMetadata(
        new ObjectMetaBuilder().withNamespace("shop").withName("vault").withUid("uid-1").build());
    store.setStatus(status("False", "InventedLater"));
    assertThat(StoreObserver.definitionOf(store).notReady())
        .hasValue(new Diagnosis(Reason.StoreNotReady, "said by the store"));
    store.setStatus(status("True", "StoreReady"));
    assertThat(StoreObserver.definitionOf(store).notReady()).isEmpty();
  }

  private static SecretStoreStatus status(String ready, String reason) {
    return new SecretStoreStatus(
        1L,
        List.of(new Condition("Ready", ready, 1L, Instant.EPOCH, reason, "said by the store")),
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
