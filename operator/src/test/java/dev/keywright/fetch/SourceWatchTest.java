package dev.keywright.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keywright.api.v1alpha1.AllowEntry;
import dev.keywright.api.v1alpha1.NamespaceSelector;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.Reason;
import dev.keywright.core.SourceVersion;
import dev.keywright.core.StoreReference;
import dev.keywright.fetch.Fetcher.Urgency;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.VersionSelector;
import dev.keywright.testkit.FakeDirectory;
import dev.keywright.testkit.FakeProviderFactory;
import dev.keywright.testkit.FakeStore;
import dev.keywright.testkit.FakeSurroundings;
import dev.keywright.testkit.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SourceWatchTest {
  private static final StoreReference STORE = StoreReference.cluster("vault");
  private static final ObjectKey POLICY = new ObjectKey("shop", "orders-db");
  private static final ObjectKey OTHER = new ObjectKey("bank", "ledger");
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final String PATH = "shop/db";

  private final FakeStore backend = new FakeStore();
  private final FakeDirectory directory = new FakeDirectory();
  private final MutableClock clock = MutableClock.atNoon();
  private final List<ObjectKey> changed = new CopyOnWriteArrayList<>();
  private final StoreConnections connections =
      new StoreConnections(
          directory,
          new ProviderRegistry(List.of(new FakeProviderFactory("fake", backend))),
          new FakeSurroundings(),
          clock);
  private final SourceWatch watch =
      new SourceWatch(connections, changed::add, clock, Runnable::run);

  @BeforeEach
  void open() {
    connections.addListener(watch);
    directory.put(FakeDirectory.definition(STORE, 1));
    backend.put(PATH, "7", "hunter2");
  }

  @AfterEach
  void close() {
    watch.stop();
    connections.close(Duration.ofSeconds(5));
  }

  @Test
  @DisplayName("S37 many policies on one object cost one version check per interval, and no read")
  void checksOncePerIntervalForAll() {
    for (int i = 0; i < 1000; i++) {
      watch.register(new ObjectKey("ns-" + i % 7, "policy-" + i), List.of(known("7")));
    }
    run(INTERVAL.multipliedBy(6));
    assertThat(backend.count("version")).isEqualTo(6);
    assertThat(backend.count("read")).isZero();
    assertThat(changed).isEmpty();
  }

  @Test
  @DisplayName("S37 a store without versions costs one read per interval, dropped at once")
  void readsOncePerIntervalWhereThereAreNoVersions() {
    backend.tellNoVersions();
    watch.register(POLICY, List.of(known("7")));
    watch.register(OTHER, List.of(known("6")));
    run(INTERVAL.multipliedBy(3));
    assertThat(backend.count("read")).isEqualTo(3);
    assertThat(backend.handedOut()).allMatch(value -> value.reveal()[0] == 0);
    assertThat(changed).containsOnly(OTHER);
  }

  @Test
  @DisplayName("S49 where versions are denied the value is read at the interval")
  void readsWhereVersionsAreDenied() {
    backend.failOnly("version", FailureKind.DENIED);
    watch.register(POLICY, List.of(known("7")));
    run(INTERVAL.multipliedBy(4));
    assertThat(backend.count("version")).isEqualTo(1);
    assertThat(backend.count("read")).isEqualTo(4);
    assertThat(changed).isEmpty();
    assertThat(health().overdue()).isEmpty();
  }

  @Test
  @DisplayName("S25 only policies that show another version are woken, within the interval")
  void wakesWhoeverShowsAnotherVersion() {
    watch.register(POLICY, List.of(known("7")));
    watch.register(OTHER, List.of(known("8")));
    backend.put(PATH, "8", "new");
    run(INTERVAL);
    assertThat(changed).containsExactly(POLICY);
    assertThat(health().latest()).hasValue(new SourceVersion("8"));
    watch.register(POLICY, List.of(known("8")));
    run(INTERVAL.multipliedBy(3));
    assertThat(changed).containsExactly(POLICY);
  }

  @Test
  void wakesAgainWhileAPolicyStaysBehind() {
    watch.register(POLICY, List.of(known("6")));
    run(INTERVAL.multipliedBy(3));
    assertThat(changed).containsExactly(POLICY, POLICY, POLICY);
  }

  @Test
  void wakesAPolicyThatShowsNothingYet() {
    watch.register(POLICY, List.of(interest(Optional.empty(), false)));
    run(INTERVAL);
    assertThat(changed).containsExactly(POLICY);
  }

  @Test
  void checksAtTheShortestIntervalThatIsWanted() {
    watch.register(
        POLICY,
        List.of(
            new SourceInterest(
                key(), Optional.of(new SourceVersion("7")), Optional.empty(), false)));
    run(Duration.ofMinutes(70));
    assertThat(backend.count("version")).isBetween(10L, 11L);
    watch.register(OTHER, List.of(known("7")));
    backend.forgetCalls();
    run(Duration.ofMinutes(1));
    assertThat(backend.count("version")).isEqualTo(6);
    watch.forget(OTHER);
    run(INTERVAL);
    backend.forgetCalls();
    run(Duration.ofMinutes(14));
    assertThat(backend.count("version")).isEqualTo(2);
  }

  @Test
  void forgetsWhatNobodyWatches() {
    watch.register(POLICY, List.of(known("7")));
    run(INTERVAL);
    watch.forget(POLICY);
    backend.forgetCalls();
    run(INTERVAL.multipliedBy(3));
    assertThat(backend.calls()).isEmpty();
    assertThat(health()).isEqualTo(SourceHealth.UNKNOWN);
  }

  @Test
  @DisplayName("S42 a blip of the store wakes nobody")
  void keepsSilentDuringABlip() {
    watch.register(POLICY, List.of(known("7")));
    run(INTERVAL);
    backend.fail(FailureKind.UNAVAILABLE);
    run(INTERVAL.multipliedBy(2));
    assertThat(health().overdue()).isEmpty();
    backend.answer();
    run(INTERVAL.multipliedBy(2));
    assertThat(changed).isEmpty();
    assertThat(health().checkedAt())
        .hasValueSatisfying(
            at -> assertThat(at).isAfter(clock.instant().minus(INTERVAL.plusSeconds(1))));
  }

  @Test
  @DisplayName("S42 an outage is told once, when the policy's own check is two intervals overdue")
  void tellsAnOutageWhenItsOwnCheckIsOverdue() {
    watch.register(POLICY, List.of(known("7")));
    run(INTERVAL);
    backend.fail(FailureKind.UNAVAILABLE);
    Instant due = health().checkedAt().orElseThrow().plus(INTERVAL);
    Instant overdue = due.plus(INTERVAL.multipliedBy(2));
    run(Duration.between(clock.instant(), overdue).minusMillis(100));
    assertThat(changed).isEmpty();
    assertThat(health().overdue()).isEmpty();
    run(INTERVAL.plusSeconds(1));
    assertThat(changed).containsExactly(POLICY);
    assertThat(health().overdue()).map(Diagnosis::reason).hasValue(Reason.ProviderUnavailable);
    run(INTERVAL.multipliedBy(10));
    assertThat(changed).containsExactly(POLICY);
  }

  @Test
  @DisplayName("S26 when the store answers again, whoever was told is woken within two seconds")
  void wakesWhoeverWasToldWhenTheStoreRecovers() {
    watch.register(POLICY, List.of(known("7")));
    watch.register(OTHER, List.of(interest("shop/other", "1", Duration.ofHours(1))));
    backend.put("shop/other", "2", "x");
    backend.fail(FailureKind.UNAVAILABLE);
    run(INTERVAL.multipliedBy(5));
    assertThat(changed).containsExactly(POLICY);
    watch.recheck(STORE);
    run(Duration.ofSeconds(2));
    changed.clear();
    backend.answer();
    connections.check(FakeDirectory.definition(STORE, 1));
    run(Duration.ofSeconds(2));
    assertThat(changed).containsExactlyInAnyOrder(POLICY, OTHER);
    assertThat(health().overdue()).isEmpty();
  }

  @Test
  @DisplayName("S26 a policy that could not be synced yet is woken within two seconds of recovery")
  void wakesWhoeverWaitsForTheStore() {
    backend.fail(FailureKind.UNAVAILABLE);
    new SharedFetcher(connections)
        .fetch(
            new FetchRequest(
                "shop",
                STORE,
                SecretPath.of(PATH),
                VersionSelector.current(),
                Optional.empty(),
                Optional.empty()),
            Urgency.FORCED);
    watch.register(
        POLICY,
        List.of(
            new SourceInterest(key(), Optional.empty(), Optional.of(Duration.ofHours(1)), true)));
    backend.answer();
    connections.check(FakeDirectory.definition(STORE, 1));
    run(Duration.ofSeconds(2));
    assertThat(changed).containsExactly(POLICY);
  }

  @Test
  @DisplayName("S26 a policy whose status blames the source is woken by the first good answer")
  void wakesTroubledPolicies() {
    watch.register(POLICY, List.of(interest(Optional.of(new SourceVersion("7")), true)));
    run(INTERVAL);
    assertThat(changed).containsExactly(POLICY);
  }

  @Test
  @DisplayName("S50 an outage is told by many policies over minutes, by few at once")
  void spreadsTheNewsOfAnOutage() {
    for (int i = 0; i < 200; i++) {
      watch.register(
          new ObjectKey("shop", "policy-" + i),
          List.of(interest("shop/" + i, "1", Duration.ofMinutes(1))));
      backend.put("shop/" + i, "1", "x");
    }
    run(Duration.ofMinutes(1));
    backend.fail(FailureKind.UNAVAILABLE);
    run(Duration.ofMinutes(5));
    assertThat(changed).hasSizeBetween(10, 60).doesNotHaveDuplicates();
    run(Duration.ofMinutes(10));
    assertThat(changed).hasSize(200).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("S50 five minutes of outage with the default interval are told by no policy")
  void leavesAShortOutageToTheStore() {
    for (int i = 0; i < 2000; i++) {
      watch.register(
          new ObjectKey("shop", "policy-" + i),
          List.of(interest("shop/" + i, "1", Duration.ofMinutes(5))));
      backend.put("shop/" + i, "1", "x");
    }
    run(Duration.ofMinutes(5));
    backend.fail(FailureKind.UNAVAILABLE);
    backend.forgetCalls();
    run(Duration.ofMinutes(5));
    assertThat(changed).isEmpty();
    assertThat(backend.calls()).hasSizeLessThan(80);
    backend.answer();
    run(Duration.ofMinutes(1));
    assertThat(changed).isEmpty();
  }

  @Test
  @DisplayName("S19 an object that vanished is told at once, and its return too")
  void tellsWhenAnObjectVanishes() {
    watch.register(POLICY, List.of(known("7")));
    backend.remove(PATH);
    run(INTERVAL.multipliedBy(3));
    assertThat(changed).containsExactly(POLICY);
    assertThat(health().overdue()).map(Diagnosis::reason).hasValue(Reason.PathNotFound);
    backend.put(PATH, "7", "hunter2");
    run(INTERVAL);
    assertThat(changed).containsExactly(POLICY, POLICY);
    assertThat(health().overdue()).isEmpty();
  }

  @Test
  @DisplayName("S44 a refusal is looked at again at the interval, an outage sooner and more rarely")
  void backsOffByKindOfFailure() {
    watch.register(POLICY, List.of(interest(PATH, "7", Duration.ofMinutes(5))));
    run(Duration.ofMinutes(5));
    backend.fail(FailureKind.DENIED);
    backend.forgetCalls();
    run(Duration.ofMinutes(10));
    assertThat(backend.count("version")).isEqualTo(2);
    backend.fail(FailureKind.UNAVAILABLE);
    run(Duration.ofMinutes(5));
    backend.forgetCalls();
    run(Duration.ofMinutes(10));
    assertThat(backend.count("version")).isBetween(8L, 11L);
  }

  @Test
  @DisplayName("S28 a namespace that is not allowed any more is told at once, others go on")
  void tellsWhoIsNotAllowedAnyMore() {
    directory.label("shop", Map.of("secrets", "enabled"));
    watch.register(POLICY, List.of(known("7")));
    watch.register(OTHER, List.of(known("7")));
    run(INTERVAL);
    directory.put(
        new StoreDefinition(
            STORE,
            "uid-vault",
            1,
            Map.of("fake", Map.of("address", "home")),
            Optional.empty(),
            List.of(
                new AllowEntry(
                    new NamespaceSelector(Map.of("secrets", "enabled")), List.of("**"), null)),
            Optional.empty()));
    backend.forgetCalls();
    run(INTERVAL);
    assertThat(changed).containsExactly(OTHER);
    assertThat(health(OTHER).overdue()).map(Diagnosis::reason).hasValue(Reason.StoreNotAllowed);
    assertThat(health().overdue()).isEmpty();
    assertThat(backend.calls()).containsExactly("version shop/db");
  }

  @Test
  @DisplayName("S26 a deleted store is told within two seconds of its deletion")
  void tellsWhenTheStoreIsGone() {
    watch.register(POLICY, List.of(interest(PATH, "7", Duration.ofHours(1))));
    directory.remove(STORE);
    watch.recheck(STORE);
    run(Duration.ofSeconds(2));
    assertThat(changed).containsExactly(POLICY);
    assertThat(health().overdue()).map(Diagnosis::reason).hasValue(Reason.StoreNotFound);
    directory.put(FakeDirectory.definition(STORE, 1));
    watch.recheck(STORE);
    run(Duration.ofSeconds(2));
    assertThat(changed).containsExactly(POLICY, POLICY);
  }

  @Test
  @DisplayName(
      "S24 what one policy's own fetch saw reaches the others at once, and itself not again")
  void tellsOthersOfAFetch() {
    Fetcher fetcher = new SharedFetcher(connections);
    watch.register(POLICY, List.of(interest(PATH, "7", Duration.ofHours(1))));
    watch.register(OTHER, List.of(interest(PATH, "7", Duration.ofHours(1))));
    backend.put(PATH, "8", "new");
    fetcher.fetch(
        new FetchRequest(
            "shop",
            STORE,
            SecretPath.of(PATH),
            VersionSelector.current(),
            Optional.of(new SourceVersion("7")),
            Optional.empty()),
        Urgency.FORCED);
    assertThat(health().latest()).hasValue(new SourceVersion("8"));
    assertThat(health().checkedAt()).hasValue(clock.instant());
    watch.register(POLICY, List.of(interest(PATH, "8", Duration.ofHours(1))));
    run(Duration.ofSeconds(2));
    assertThat(changed).containsExactly(OTHER);
  }

  @Test
  void doesNotTakeALateAnswerForANewerOne() {
    watch.register(POLICY, List.of(known("8")));
    backend.onCall(() -> watch.versionSeen(key(), new SourceVersion("8")));
    run(INTERVAL);
    assertThat(changed).isEmpty();
    assertThat(health().latest()).hasValue(new SourceVersion("8"));
    backend.onCall(() -> {});
    run(Duration.ofSeconds(2));
    assertThat(changed).containsExactly(POLICY);
  }

  @Test
  void goesOnAfterABugInAProvider() {
    watch.register(POLICY, List.of(known("6")));
    backend.breakContract(new IllegalStateException("hunter2"));
    run(INTERVAL);
    assertThat(changed).isEmpty();
    backend.answer();
    run(INTERVAL);
    assertThat(changed).containsExactly(POLICY);
  }

  @Test
  void wakesNobodyAfterItWasStopped() {
    watch.register(POLICY, List.of(known("6")));
    watch.stop();
    run(INTERVAL.multipliedBy(2));
    assertThat(changed).isEmpty();
    assertThat(backend.calls()).isEmpty();
  }

  @Test
  void runsByItselfFromStartToStop() {
    SourceWatch real = new SourceWatch(connections, changed::add, InstantSource.system());
    connections.addListener(real);
    real.register(
        POLICY,
        List.of(
            new SourceInterest(
                key(),
                Optional.of(new SourceVersion("6")),
                Optional.of(Duration.ofSeconds(1)),
                false)));
    real.start();
    real.start();
    await().until(() -> changed.size() >= 2);
    real.stop();
    real.stop();
    backend.forgetCalls();
    real.recheck(STORE);
    await().during(Duration.ofMillis(300)).until(() -> backend.calls().isEmpty());
    real.start();
    await().until(() -> !backend.calls().isEmpty());
    real.stop();
  }

  /** Lets time pass in the steps of the timekeeper. */
  private void run(Duration duration) {
    for (long passed = 0; passed < duration.toMillis(); passed += SourceWatch.TICK.toMillis()) {
      clock.advance(SourceWatch.TICK);
      watch.tick();
    }
  }

  private SourceHealth health(ObjectKey policy) {
    return watch.health(policy).getOrDefault(key(), SourceHealth.UNKNOWN);
  }

  private SourceHealth health() {
    return health(POLICY);
  }

  private static SourceKey key() {
    return new SourceKey(STORE, SecretPath.of(PATH), VersionSelector.current());
  }

  private static SourceInterest known(String version) {
    return interest(Optional.of(new SourceVersion(version)), false);
  }

  private static SourceInterest interest(Optional<SourceVersion> known, boolean troubled) {
    return new SourceInterest(key(), known, Optional.of(INTERVAL), troubled);
  }

  private static SourceInterest interest(String path, String version, Duration interval) {
    return new SourceInterest(
        new SourceKey(STORE, SecretPath.of(path), VersionSelector.current()),
        Optional.of(new SourceVersion(version)),
        Optional.of(interval),
        false);
  }
}
