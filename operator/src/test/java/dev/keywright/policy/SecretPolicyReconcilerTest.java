package dev.keywright.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretPolicySpec;
import dev.keywright.core.Fingerprinter;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.SecretMaterial;
import dev.keywright.core.StoreReference;
import dev.keywright.fetch.ProviderRegistry;
import dev.keywright.fetch.SharedFetcher;
import dev.keywright.fetch.SourceInterest;
import dev.keywright.fetch.SourceKey;
import dev.keywright.fetch.SourceWatch;
import dev.keywright.fetch.StoreConnections;
import dev.keywright.kube.KubeClients;
import dev.keywright.kube.WorkloadPatcher;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.VersionSelector;
import dev.keywright.rollout.WorkloadIndex;
import dev.keywright.sync.FakeTargets;
import dev.keywright.sync.SyncFact;
import dev.keywright.sync.SyncFlow;
import dev.keywright.sync.SyncObserver;
import dev.keywright.sync.WriteOutcome;
import dev.keywright.testkit.FakeDirectory;
import dev.keywright.testkit.FakeProviderFactory;
import dev.keywright.testkit.FakeStore;
import dev.keywright.testkit.FakeSurroundings;
import dev.keywright.testkit.MutableClock;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.EventHandler;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecretPolicyReconcilerTest {
  private static final ObjectKey POLICY = new ObjectKey("shop", "orders");
  private static final SourceKey SOURCE =
      new SourceKey(
          StoreReference.namespaced("shop", "vault"),
          SecretPath.of("shop/db"),
          VersionSelector.current());

  private final MutableClock clock = MutableClock.atNoon();
  private final FakeStore store = new FakeStore();
  private final FakeDirectory directory = new FakeDirectory();
  private final FakeTargets targets = new FakeTargets(clock);
  private final KubernetesClient client = new KubernetesClientBuilder().build();
  private final StoreConnections connections =
      new StoreConnections(
          directory,
          new ProviderRegistry(List.of(new FakeProviderFactory("fake", store))),
          new FakeSurroundings(),
          clock);
  private final SourceWatch watch = new SourceWatch(connections, ignored -> {}, clock);
  private final WorkloadIndex index = new WorkloadIndex(client, List.of(), (ns, secrets) -> {});
  private final PolicyEventSource events = new PolicyEventSource();
  private final SecretPolicyReconciler reconciler = reconciler();

  @AfterEach
  void close() {
    connections.close(Duration.ofSeconds(5));
    client.close();
  }

  @Test
  void looksAtItsPolicies() {
    targets.answer(Optional.of(new WriteOutcome.Retry("changed")));
    assertThat(reconciler.reconcile(policy("blue"), context(false)).getScheduleDelay())
        .hasValue(1000L);
    assertThat(store.count("read")).isEqualTo(1);
  }

  @Test
  void leavesPoliciesOfOtherClassesAlone() {
    watch.register(POLICY, List.of(interest()));
    for (String other : new String[] {"green", ""}) {
      assertThat(reconciler.reconcile(policy(other), context(false)).getScheduleDelay()).isEmpty();
    }
    SecretPolicy unspecified = policy("blue");
    unspecified.setSpec(null);
    assertThat(reconciler.reconcile(unspecified, context(false)).isNoUpdate()).isTrue();
    assertThat(store.count("read")).isZero();
    assertThat(watch.health(POLICY)).isEmpty();
  }

  @Test
  void forgetsDeletedPolicies() {
    watch.register(POLICY, List.of(interest()));
    assertThat(reconciler.reconcile(policy("blue"), context(true)).getScheduleDelay()).isEmpty();
    assertThat(watch.health(POLICY)).isEmpty();
    assertThat(store.count("read")).isZero();
  }

  @Test
  void looksWhenSomebodyWakesAPolicy() {
    List<ResourceID> woken = new ArrayList<>();
    events.wake(POLICY);
    EventSource<?, SecretPolicy> source = events.source();
    source.setEventHandler(
        new EventHandler() {
          @Override
          public void handleEvent(Event event) {
            woken.add(event.getRelatedCustomResourceID());
          }
        });
    events.wake(POLICY);
    assertThat(woken).isEmpty();
    source.start();
    events.wake(POLICY);
    assertThat(woken).containsExactly(new ResourceID("orders", "shop"));
  }

  private SecretPolicyReconciler reconciler() {
    directory.put(FakeDirectory.definition(SOURCE.store(), 1));
    store.put("shop/db", "1", "hunter2");
    PolicyFlow flow =
        new PolicyFlow(
            new SyncObserver(
                targets, watch::health, (namespace, source) -> Optional.empty(), clock),
            new SyncFlow(
                new SharedFetcher(connections),
                targets,
                new Fingerprinter("k1", SecretMaterial.of(new byte[32])),
                new Random(5),
                clock),
            new PolicyFlow.Concerns(
                new PolicyRollout(index, new WorkloadPatcher(client)),
                new NoRotation(),
                new NoTrail()),
            watch);
    return new SecretPolicyReconciler(flow, new PolicyDirectory(), events, "blue");
  }

  private static SourceInterest interest() {
    return new SourceInterest(SOURCE, Optional.empty(), Optional.empty(), false);
  }

  private static SecretPolicy policy(String installationClass) {
    SecretPolicy policy = new SecretPolicy();
    policy.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("orders")
            .withUid("uid")
            .withGeneration(1L)
            .withCreationTimestamp("2026-03-01T00:00:00Z")
            .build());
    policy.setSpec(
        KubeClients.serialization()
            .unmarshal(
                "class: '%s'\nstoreRef: {name: vault}\ndata: [{key: k, from: {path: shop/db}}]"
                    .formatted(installationClass),
                SecretPolicySpec.class));
    return policy;
  }

  @SuppressWarnings("unchecked")
  private static Context<SecretPolicy> context(boolean deleted) {
    return (Context<SecretPolicy>)
        Proxy.newProxyInstance(
            SecretPolicyReconcilerTest.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("isPrimaryResourceDeleted")) {
                return deleted;
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }

  private static final class NoRotation implements RotationConcern {
    @Override
    public Part look(SecretPolicy policy, List<Condition> conditions) {
      return new Part(null, null, conditions, Duration.ofHours(1));
    }

    @Override
    public void written(SecretPolicy policy) {}
  }

  private static final class NoTrail implements PolicyTrail {
    @Override
    public Outbox append(SecretPolicy policy, List<SyncFact> facts) {
      return new Outbox(List.of(), 0);
    }

    @Override
    public void submit(SecretPolicy policy, Outbox outbox) {}
  }
}
