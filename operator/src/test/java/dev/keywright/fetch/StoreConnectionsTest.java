package dev.keywright.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keywright.api.v1alpha1.StoreAction;
import dev.keywright.api.v1alpha1.StoreLimits;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.core.StoreReference;
import dev.keywright.fetch.StoreAccess.Access;
import dev.keywright.provider.spi.CheckResult.Capability;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.testkit.FakeDirectory;
import dev.keywright.testkit.FakeProviderFactory;
import dev.keywright.testkit.FakeStore;
import dev.keywright.testkit.FakeSurroundings;
import dev.keywright.testkit.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreConnectionsTest {
  private static final StoreReference STORE = StoreReference.namespaced("shop", "vault");
  private static final SecretPath PATH = SecretPath.of("shop/db");

  private final FakeStore backend = new FakeStore();
  private final FakeProviderFactory factory = new FakeProviderFactory("fake", backend);
  private final FakeDirectory directory = new FakeDirectory();
  private final StoreConnections connections =
      new StoreConnections(
          directory,
          new ProviderRegistry(List.of(factory)),
          new FakeSurroundings(),
          MutableClock.atNoon());

  @AfterEach
  void close() {
    connections.close(Duration.ofSeconds(5));
  }

  @Test
  @DisplayName("S33 all users of a store share one open provider")
  void opensOnceForAll() {
    directory.put(FakeDirectory.definition(STORE, 1));
    Access.Granted first = granted();
    Access.Granted second = granted();
    assertThat(second.provider()).isSameAs(first.provider());
    assertThat(first.providerName()).isEqualTo("fake");
    assertThat(first.refreshInterval()).isEqualTo(Duration.ofMinutes(7));
    assertThat(backend.calls()).containsExactly("open home");
  }

  @Test
  void opensAgainWhenTheSpecChanges() {
    directory.put(FakeDirectory.definition(STORE, "uid", 1, "old", null));
    granted();
    directory.put(FakeDirectory.definition(STORE, "uid", 2, "new", null));
    granted();
    await().until(() -> backend.count("close") == 1);
    assertThat(backend.calls()).containsExactlyInAnyOrder("open old", "open new", "close old");
  }

  @Test
  void opensAgainWhenTheStoreIsAnotherObject() {
    directory.put(FakeDirectory.definition(STORE, "uid-1", 5, "old", null));
    granted();
    directory.put(FakeDirectory.definition(STORE, "uid-2", 1, "new", null));
    granted();
    await().until(() -> backend.count("close old") == 1);
  }

  @Test
  void keepsTheNewerOneWhenACacheLagsBehind() {
    directory.put(FakeDirectory.definition(STORE, "uid", 1, "old", null));
    connections.check(FakeDirectory.definition(STORE, "uid", 2, "new", null));
    granted();
    assertThat(backend.calls()).containsExactly("open new", "check");
  }

  @Test
  @DisplayName("S26 a store that is not there is clear, and what was open to it is closed")
  void closesWhatIsGone() {
    directory.put(FakeDirectory.definition(STORE, 1));
    granted();
    directory.remove(STORE);
    assertThat(refusal().reason()).isEqualTo(Reason.StoreNotFound);
    assertThat(refusal().message())
        .isEqualTo(
            "There is no secstore/vault of this installation's class in namespace shop. Create the"
                + " SecretStore, or correct storeRef (a ClusterSecretStore needs `kind:"
                + " ClusterSecretStore`).");
    await().until(() -> backend.count("close") == 1);
  }

  @Test
  @DisplayName("S26 policies of a store with a bad spec wait for the store; the store says why")
  void blamesTheStoreForItsSpec() {
    StoreDefinition twoBlocks =
        new StoreDefinition(
            STORE,
            "uid",
            1,
            Map.of("fake", Map.of(), "vault", Map.of()),
            Optional.empty(),
            List.of(),
            Optional.empty());
    directory.put(twoBlocks);
    assertThat(refusal().reason()).isEqualTo(Reason.StoreNotReady);
    assertThat(refusal().message())
        .startsWith("secstore/vault cannot be used as it is written: spec.provider has the blocks");
    assertThat(connections.check(twoBlocks))
        .isInstanceOfSatisfying(
            StoreProbe.Outcome.Unusable.class,
            it -> assertThat(it.diagnosis().reason()).isEqualTo(Reason.InvalidSpec));
  }

  @Test
  void closesTheOldOneEvenWhenTheNewSpecCannotBeUsed() {
    directory.put(FakeDirectory.definition(STORE, "uid", 1, "old", null));
    granted();
    directory.put(
        new StoreDefinition(
            STORE, "uid", 2, Map.of(), Optional.empty(), List.of(), Optional.empty()));
    refusal();
    await().until(() -> backend.count("close old") == 1);
  }

  @ParameterizedTest(name = "S26 the timeout {0} is refused")
  @ValueSource(strings = {"soon", "", "0s", "6m", "-1s"})
  void refusesTimeouts(String timeout) {
    directory.put(
        FakeDirectory.definition(STORE, "uid", 1, "home", new StoreLimits(null, timeout)));
    assertThat(refusal().message())
        .contains("spec.limits.timeout must be a duration from 1s to 5m");
  }

  @Test
  void passesLimitsOn() {
    directory.put(FakeDirectory.definition(STORE, "uid", 1, "home", new StoreLimits(3, "2s")));
    granted();
    assertThat(factory.environments().getFirst().timeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(factory.environments().getFirst().concurrency()).isEqualTo(3);
    StoreReference other = StoreReference.namespaced("shop", "other");
    directory.put(FakeDirectory.definition(other, 1));
    connections.open(other, "shop", PATH, StoreAction.Read);
    assertThat(factory.environments().getLast().timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(factory.environments().getLast().concurrency()).isEqualTo(16);
  }

  @Test
  @DisplayName("S29 a namespaced store serves no policy of another namespace")
  void keepsNamespacesApart() {
    directory.put(FakeDirectory.definition(STORE, 1));
    assertThat(connections.open(STORE, "bank", PATH, StoreAction.Read))
        .isInstanceOfSatisfying(
            Access.Refused.class,
            it -> assertThat(it.diagnosis().reason()).isEqualTo(Reason.StoreNotAllowed));
    assertThat(backend.calls()).isEmpty();
  }

  @Test
  @DisplayName("S28 what a cluster store does not allow does not even open it")
  void asksTheAllowListFirst() {
    StoreReference shared = StoreReference.cluster("shared");
    directory.put(
        new StoreDefinition(
            shared,
            "uid",
            1,
            Map.of("fake", Map.of()),
            Optional.empty(),
            List.of(),
            Optional.empty()));
    assertThat(connections.open(shared, "shop", PATH, StoreAction.Read))
        .isInstanceOf(Access.Refused.class);
    assertThat(backend.calls()).isEmpty();
  }

  @Test
  void closesAnOldProviderOnlyWhenItsCallsHaveEnded() throws Exception {
    directory.put(FakeDirectory.definition(STORE, "uid", 1, "old", null));
    CountDownLatch inCall = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    backend.onCall(
        () -> {
          inCall.countDown();
          try {
            go.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    Thread caller =
        Thread.ofVirtual()
            .start(() -> connections.check(FakeDirectory.definition(STORE, "uid", 1, "old", null)));
    inCall.await();
    directory.put(FakeDirectory.definition(STORE, "uid", 2, "new", null));
    granted();
    assertThat(backend.calls()).containsExactly("open old", "check", "open new");
    go.countDown();
    caller.join();
    await().until(() -> backend.count("close old") == 1);
  }

  @Test
  @DisplayName("S33 at shutdown every store is closed within a bound, and none is opened again")
  void closesEverythingAtShutdown() {
    directory.put(FakeDirectory.definition(STORE, 1));
    Access.Granted granted = granted();
    assertThat(granted.provider()).isNotNull();
    connections.close(Duration.ofSeconds(5));
    assertThat(backend.count("close")).isEqualTo(1);
    assertThat(refusal().reason()).isEqualTo(Reason.StoreNotReady);
    assertThat(backend.count("open")).isEqualTo(1);
  }

  @Test
  void tellsWhatACheckShowed() {
    StoreDefinition store = FakeDirectory.definition(STORE, 1);
    assertThat(connections.check(store))
        .isEqualTo(new StoreProbe.Outcome.Answered("fake/reader", Set.of(Capability.READ)));
    backend.fail(FailureKind.DENIED);
    assertThat(connections.check(store))
        .isInstanceOfSatisfying(
            StoreProbe.Outcome.Failed.class,
            it -> assertThat(it.failure().kind()).isEqualTo(FailureKind.DENIED));
  }

  private Access.Granted granted() {
    Access access = connections.open(STORE, "shop", PATH, StoreAction.Read);
    assertThat(access).isInstanceOf(Access.Granted.class);
    return (Access.Granted) access;
  }

  private Diagnosis refusal() {
    Access access = connections.open(STORE, "shop", PATH, StoreAction.Read);
    assertThat(access).isInstanceOf(Access.Refused.class);
    return ((Access.Refused) access).diagnosis();
  }
}
