package dev.keywright.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.ClusterSecretStore;
import dev.keywright.api.v1alpha1.ClusterSecretStoreSpec;
import dev.keywright.api.v1alpha1.SecretStore;
import dev.keywright.api.v1alpha1.SecretStoreSpec;
import dev.keywright.core.StoreReference;
import dev.keywright.fetch.StoreDefinition;
import dev.keywright.fetch.StoreProbe;
import dev.keywright.testkit.MutableClock;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.EventHandler;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StoreReconcilersTest {
  private final List<String> done = new ArrayList<>();
  private final StoreFlow flow = new StoreFlow(new Probe(), new Use(), MutableClock.atNoon());
  private final StoreTroubleEventSource<SecretStore> trouble = new StoreTroubleEventSource<>(false);
  private final SecretStoreReconciler reconciler =
      new SecretStoreReconciler(
          flow,
          (observed, status, context) -> done.add("wrote " + observed.getMetadata().getName()),
          trouble,
          "blue");
  private final ClusterSecretStoreReconciler clusterReconciler =
      new ClusterSecretStoreReconciler(
          flow,
          (observed, status, context) -> done.add("wrote " + observed.getMetadata().getName()),
          new StoreTroubleEventSource<>(true),
          "blue");

  @Test
  void looksAtItsStoresAndComesBack() {
    assertThat(reconciler.reconcile(store("blue"), context(false)).getScheduleDelay())
        .hasValue(60_000L);
    assertThat(clusterReconciler.reconcile(clusterStore("blue"), context(false)).getScheduleDelay())
        .hasValue(60_000L);
    assertThat(done)
        .containsExactly(
            "checked secstore/vault", "wrote vault", "checked csecstore/shared", "wrote shared");
  }

  @Test
  void leavesStoresOfOtherClassesAlone() {
    assertThat(reconciler.reconcile(store("green"), context(false)).getScheduleDelay()).isEmpty();
    assertThat(reconciler.reconcile(store(""), context(false)).getScheduleDelay()).isEmpty();
    assertThat(clusterReconciler.reconcile(clusterStore("green"), context(false)).isNoUpdate())
        .isTrue();
    assertThat(done).noneMatch(it -> it.startsWith("checked") || it.startsWith("wrote"));
  }

  @Test
  void closesDeletedStores() {
    reconciler.reconcile(store("blue"), context(true));
    clusterReconciler.reconcile(clusterStore("blue"), context(true));
    assertThat(done).containsExactly("closed secstore/vault", "closed csecstore/shared");
  }

  @Test
  @DisplayName("S26 trouble of a policy with its store makes the store's reconciler look")
  void looksWhenSomebodyHadTrouble() {
    List<ResourceID> events = new ArrayList<>();
    EventSource<?, SecretStore> source = trouble.source();
    source.setEventHandler(
        new EventHandler() {
          @Override
          public void handleEvent(Event event) {
            events.add(event.getRelatedCustomResourceID());
          }
        });
    source.start();
    trouble.storeTroubled(StoreReference.namespaced("shop", "vault"));
    trouble.storeTroubled(StoreReference.cluster("vault"));
    assertThat(events).containsExactly(new ResourceID("vault", "shop"));
  }

  private static SecretStore store(String installationClass) {
    SecretStore store = new SecretStore();
    store.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("vault")
            .withUid("uid-1")
            .withGeneration(1L)
            .build());
    store.setSpec(new SecretStoreSpec(installationClass, Map.of("fake", Map.of()), null));
    return store;
  }

  private static ClusterSecretStore clusterStore(String installationClass) {
    ClusterSecretStore store = new ClusterSecretStore();
    store.setMetadata(
        new ObjectMetaBuilder().withName("shared").withUid("uid-2").withGeneration(1L).build());
    store.setSpec(
        new ClusterSecretStoreSpec(installationClass, Map.of("fake", Map.of()), null, null));
    return store;
  }

  @SuppressWarnings("unchecked")
  private static <P extends HasMetadata> Context<P> context(boolean deleted) {
    return (Context<P>)
        Proxy.newProxyInstance(
            StoreReconcilersTest.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("isPrimaryResourceDeleted")) {
                return deleted;
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }

  private final class Probe implements StoreProbe {
    @Override
    public Outcome check(StoreDefinition store) {
      done.add("checked " + store.reference());
      return new Outcome.Answered("reader", Set.of());
    }

    @Override
    public void forget(StoreReference store) {
      done.add("closed " + store);
    }
  }

  private static final class Use implements StoreUse {
    @Override
    public int policiesOf(StoreReference store) {
      return 0;
    }

    @Override
    public void recheck(StoreReference store) {}
  }
}
