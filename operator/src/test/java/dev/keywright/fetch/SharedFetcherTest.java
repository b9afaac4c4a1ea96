package dev.keywright.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.keywright.api.v1alpha1.StoreAction;
import dev.keywright.api.v1alpha1.StoreLimits;
import dev.keywright.core.Reason;
import dev.keywright.core.SecretMaterial;
import dev.keywright.core.SourceVersion;
import dev.keywright.core.StoreReference;
import dev.keywright.fetch.Fetcher.Urgency;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.SecretContent;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.VersionSelector;
import dev.keywright.testkit.FakeDirectory;
import dev.keywright.testkit.FakeProviderFactory;
import dev.keywright.testkit.FakeStore;
import dev.keywright.testkit.FakeSurroundings;
import dev.keywright.testkit.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedFetcherTest {
  private static final StoreReference STORE = StoreReference.namespaced("shop", "vault");
  private static final String PATH = "shop/db";

  private final FakeStore backend = new FakeStore();
  private final FakeDirectory directory = new FakeDirectory();
  private final MutableClock clock = MutableClock.atNoon();
  private final CallCounts counts = new CallCounts();
  private final StoreConnections connections =
      new StoreConnections(
          directory,
          new ProviderRegistry(List.of(new FakeProviderFactory("fake", backend))),
          new FakeSurroundings(),
          clock);
  private final SharedFetcher fetcher = new SharedFetcher(connections);

  @BeforeEach
  void open() {
    connections.addListener(counts);
    directory.put(FakeDirectory.definition(STORE, 1));
    backend.put(PATH, "7", "hunter2");
  }

  @AfterEach
  void close() {
    connections.close(Duration.ofSeconds(5));
  }

  @Test
  void readsWithoutAVersionCheckTheFirstTime() {
    assertThat(valueOf(fetch(Optional.empty()))).isEqualTo("hunter2");
    assertThat(counts.heard).containsExactly("read shop/db");
  }

  @Test
  void readsNothingWhenNothingChanged() {
    assertThat(fetch(known("7"))).isEqualTo(new FetchResult.Unchanged(new SourceVersion("7")));
    assertThat(counts.heard).containsExactly("version shop/db");
  }

  @Test
  void readsWhatChanged() {
    assertThat(valueOf(fetch(known("6")))).isEqualTo("hunter2");
    assertThat(counts.heard).containsExactly("version shop/db", "read shop/db");
  }

  @Test
  void comparesVersionsWhereTheStoreTellsNone() {
    backend.tellNoVersions();
    assertThat(fetch(known("7"))).isInstanceOf(FetchResult.Unchanged.class);
    assertThat(valueOf(fetch(known("6")))).isEqualTo("hunter2");
    assertThat(counts.heard).containsExactly("read shop/db", "read shop/db");
    assertThat(backend.handedOut().getFirst().reveal()).containsOnly(0);
  }

  @Test
  @DisplayName("S49 without the right to ask for versions the value is read, which is said once")
  void readsWhereVersionsAreDenied() {
    backend.failOnly("version", FailureKind.DENIED);
    assertThat(fetch(known("7"))).isInstanceOf(FetchResult.Unchanged.class);
    backend.put("shop/other", "1", "x");
    assertThat(fetch(known("7"))).isInstanceOf(FetchResult.Unchanged.class);
    assertThat(fetcher.fetch(request("shop/other", known("1"), Optional.empty()), Urgency.REFRESH))
        .isInstanceOf(FetchResult.Unchanged.class);
    assertThat(backend.count("version shop/db")).isEqualTo(1);
    assertThat(counts.heard).filteredOn(it -> it.startsWith("denied")).hasSize(1);
    backend.answer();
    clock.advance(Duration.ofHours(1));
    fetch(known("7"));
    assertThat(backend.count("version shop/db")).isEqualTo(2);
  }

  @Test
  @DisplayName("S49 a refused identity is AccessDenied, not a missing right to ask for versions")
  void tellsARefusedIdentityApart() {
    backend.fail(FailureKind.DENIED);
    assertRefused(fetch(known("7")), Reason.AccessDenied);
    assertThat(counts.heard).noneMatch(it -> it.startsWith("denied"));
    backend.answer();
    backend.forgetCalls();
    fetch(known("7"));
    assertThat(backend.calls()).containsExactly("version shop/db");
  }

  @ParameterizedTest(name = "S44 {0} is {1}")
  @CsvSource({
    "DENIED, AccessDenied, false",
    "INVALID, InvalidSpec, false",
    "THROTTLED, RateLimited, true",
    "UNAVAILABLE, ProviderUnavailable, true",
  })
  void namesFailures(FailureKind kind, Reason reason, boolean transientFailure) {
    backend.fail(kind);
    FetchResult result = fetch(Optional.empty());
    if (transientFailure) {
      assertUnavailable(result, reason);
    } else {
      assertRefused(result, reason);
    }
  }

  @Test
  @DisplayName("S19 only an answer of the store makes an object absent")
  void tellsAbsentFromUnreachable() {
    backend.remove(PATH);
    assertThat(fetch(Optional.empty())).isInstanceOf(FetchResult.Absent.class);
    assertThat(fetch(known("7"))).isInstanceOf(FetchResult.Absent.class);
    for (FailureKind kind : FailureKind.values()) {
      backend.fail(kind);
      assertThat(fetch(known("7"))).isNotInstanceOf(FetchResult.Absent.class);
      clock.advance(Duration.ofMinutes(1));
    }
  }

  @Test
  @DisplayName("S26 a missing store and one with a bad spec are told apart")
  void namesTroubleWithTheStore() {
    directory.remove(STORE);
    assertRefused(fetch(Optional.empty()), Reason.StoreNotFound);
    directory.put(FakeDirectory.definition(STORE, "uid", 1, "home", new StoreLimits(1, "never")));
    assertUnavailable(fetch(Optional.empty()), Reason.StoreNotReady);
  }

  @Test
  void readsWhenACommittedVersionIsWantedThatTheStoreDoesNotShowYet() {
    Optional<SourceVersion> wanted = Optional.of(new SourceVersion("8"));
    fetcher.fetch(request(PATH, known("7"), wanted), Urgency.FORCED);
    assertThat(counts.heard).containsExactly("version shop/db", "read shop/db");
    backend.put(PATH, "8", "new");
    assertThat(fetcher.fetch(request(PATH, known("8"), wanted), Urgency.FORCED))
        .isInstanceOf(FetchResult.Unchanged.class);
  }

  @Test
  void readsPinnedVersionsWithoutAskingForTheCurrentOne() {
    FetchRequest pinned =
        new FetchRequest(
            "shop",
            STORE,
            SecretPath.of(PATH),
            new VersionSelector.Pinned("7"),
            known("7"),
            Optional.empty());
    assertThat(fetcher.fetch(pinned, Urgency.FORCED)).isInstanceOf(FetchResult.Unchanged.class);
    assertThat(counts.heard).containsExactly("read shop/db");
  }

  @Test
  @DisplayName("S37 a thousand policies that want one object at once share a read, not a value")
  void sharesOneRead() throws Exception {
    directory.put(FakeDirectory.definition(STORE, "uid", 2, "home", new StoreLimits(1, "5s")));
    backend.put("shop/first", "1", "x");
    CountDownLatch go = new CountDownLatch(1);
    backend.onCall(() -> awaited(go));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.execute(
          () ->
              fetcher.fetch(
                  request("shop/first", Optional.empty(), Optional.empty()), Urgency.FORCED));
      await().until(() -> backend.count("read shop/first") == 1);
      List<Future<FetchResult>> results = new ArrayList<>();
      CountDownLatch asked = new CountDownLatch(1000);
      for (int i = 0; i < 1000; i++) {
        results.add(
            threads.submit(
                () -> {
                  asked.countDown();
                  return fetch(Optional.empty());
                }));
      }
      asked.await();
      await().until(() -> connectionOf().callersOf(PATH) == 1000);
      go.countDown();
      for (Future<FetchResult> result : results) {
        FetchResult.Found found = (FetchResult.Found) result.get();
        assertThat(valueOf(found)).isEqualTo("hunter2");
        materialOf(found).wipe();
      }
    }
    assertThat(backend.count("read shop/db")).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "S37 a thousand policies that wait for one object share a read, however they come by")
  void sharesOneReadOverTime() {
    Optional<Instant> since = Optional.of(clock.instant());
    for (int i = 0; i < 1000; i++) {
      FetchResult.Found found = (FetchResult.Found) fetchedSince(since);
      assertThat(valueOf(found)).isEqualTo("hunter2");
      materialOf(found).wipe();
      clock.advance(Duration.ofMillis(20));
    }
    assertThat(backend.count("read shop/db")).isEqualTo(1);
  }

  @Test
  @DisplayName("S24 a need that arises after a read is not met by it")
  void readsAgainForALaterNeed() {
    fetchedSince(Optional.of(clock.instant()));
    backend.put(PATH, "8", "changed");
    clock.advance(Duration.ofMillis(1));
    assertThat(valueOf(fetchedSince(Optional.of(clock.instant())))).isEqualTo("changed");
    backend.put(PATH, "9", "changed again");
    assertThat(valueOf(fetchedSince(Optional.empty()))).isEqualTo("changed again");
    assertThat(backend.count("read shop/db")).isEqualTo(3);
  }

  @Test
  void sharesNoFailure() {
    Optional<Instant> since = Optional.of(clock.instant());
    backend.failOnly("read", FailureKind.DENIED);
    assertRefused(fetchedSince(since), Reason.AccessDenied);
    backend.answer();
    assertThat(fetchedSince(since)).isInstanceOf(FetchResult.Found.class);
  }

  @Test
  @DisplayName("S37 while a store does not answer only probes go out, for all its users together")
  void backsOffStoreWide() {
    backend.fail(FailureKind.UNAVAILABLE);
    for (int i = 0; i < 50; i++) {
      FetchResult result =
          fetcher.fetch(request("shop/" + i, Optional.empty(), Optional.empty()), Urgency.REFRESH);
      assertUnavailable(result, Reason.ProviderUnavailable);
      assertThat(((FetchResult.Unavailable) result).retryAfter())
          .hasValueSatisfying(it -> assertThat(it).isPositive());
    }
    assertThat(backend.count("read")).isEqualTo(1);
    clock.advance(Duration.ofSeconds(1));
    fetch(Optional.empty());
    assertThat(backend.count("read")).isEqualTo(2);
  }

  @Test
  @DisplayName("S37 the message stays the same while calls are held back")
  void keepsTheMessage() {
    backend.fail(FailureKind.UNAVAILABLE);
    String first = ((FetchResult.Unavailable) fetch(Optional.empty())).diagnosis().message();
    String held = ((FetchResult.Unavailable) fetch(Optional.empty())).diagnosis().message();
    assertThat(held).isEqualTo(first);
    assertThat(backend.count("read")).isEqualTo(1);
  }

  @Test
  @DisplayName("S37 what a store asked for is passed on and kept")
  void honoursRetryAfter() {
    backend.fail(
        new ProviderFailure(
            FailureKind.THROTTLED, "Slow down.", Optional.of(Duration.ofSeconds(40))));
    fetch(Optional.empty());
    clock.advance(Duration.ofSeconds(10));
    FetchResult result = fetch(Optional.empty());
    assertUnavailable(result, Reason.RateLimited);
    assertThat(((FetchResult.Unavailable) result).retryAfter()).hasValue(Duration.ofSeconds(30));
    assertThat(backend.count("read")).isEqualTo(1);
  }

  @Test
  void rendersOneDeniedPathNoTroubleForOthers() {
    backend.failOnly("read", FailureKind.DENIED);
    assertRefused(fetch(Optional.empty()), Reason.AccessDenied);
    backend.answer();
    assertThat(fetch(Optional.empty())).isInstanceOf(FetchResult.Found.class);
  }

  @Test
  @DisplayName("S26 trouble makes the store's own condition be looked at, but not at every call")
  void ringsForTheStore() {
    backend.fail(FailureKind.DENIED);
    fetch(Optional.empty());
    fetch(Optional.empty());
    assertThat(counts.heard).filteredOn("troubled secstore/vault"::equals).hasSize(1);
    clock.advance(Duration.ofSeconds(10));
    fetch(Optional.empty());
    assertThat(counts.heard).filteredOn("troubled secstore/vault"::equals).hasSize(2);
  }

  @Test
  @DisplayName("S26 a check that succeeds frees everything that was held back")
  void isFreedByACheck() {
    backend.fail(FailureKind.UNAVAILABLE);
    fetch(Optional.empty());
    backend.answer();
    connections.check(FakeDirectory.definition(STORE, 1));
    assertThat(counts.heard).contains("recovered secstore/vault");
    assertThat(fetch(Optional.empty())).isInstanceOf(FetchResult.Found.class);
  }

  @Test
  void survivesAProviderThatThrows() {
    backend.breakContract(new IllegalStateException("hunter2"));
    assertThatThrownBy(() -> fetch(Optional.empty())).isInstanceOf(IllegalStateException.class);
    backend.answer();
    assertThat(fetch(Optional.empty())).isInstanceOf(FetchResult.Found.class);
  }

  @Test
  void givesUpWhenInterrupted() {
    Thread.currentThread().interrupt();
    assertUnavailable(fetch(Optional.empty()), Reason.ProviderUnavailable);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(fetch(Optional.empty())).isInstanceOf(FetchResult.Found.class);
  }

  private StoreConnection connectionOf() {
    var leasing = connections.lease(STORE, "shop", SecretPath.of(PATH), StoreAction.Read);
    try (var lease = (StoreConnections.Leasing.Lease) leasing) {
      return lease.connection();
    }
  }

  private FetchResult fetch(Optional<SourceVersion> known) {
    return fetcher.fetch(request(PATH, known, Optional.empty()), Urgency.FORCED);
  }

  private FetchResult fetchedSince(Optional<Instant> since) {
    return fetcher.fetch(
        new FetchRequest(
            "shop",
            STORE,
            SecretPath.of(PATH),
            VersionSelector.current(),
            Optional.empty(),
            Optional.empty(),
            since,
            Optional.empty()),
        Urgency.FORCED);
  }

  private static FetchRequest request(
      String path, Optional<SourceVersion> known, Optional<SourceVersion> atLeast) {
    return new FetchRequest(
        "shop", STORE, SecretPath.of(path), VersionSelector.current(), known, atLeast);
  }

  private static Optional<SourceVersion> known(String version) {
    return Optional.of(new SourceVersion(version));
  }

  private static SecretMaterial materialOf(FetchResult.Found found) {
    return ((SecretContent.Blob) found.object().content()).value();
  }

  private static String valueOf(FetchResult result) {
    assertThat(result).isInstanceOf(FetchResult.Found.class);
    return materialOf((FetchResult.Found) result).revealUtf8();
  }

  private static void assertRefused(FetchResult result, Reason reason) {
    assertThat(result)
        .isInstanceOfSatisfying(
            FetchResult.Refused.class, it -> assertThat(it.diagnosis().reason()).isEqualTo(reason));
  }

  private static void assertUnavailable(FetchResult result, Reason reason) {
    assertThat(result)
        .isInstanceOfSatisfying(
            FetchResult.Unavailable.class,
            it -> assertThat(it.diagnosis().reason()).isEqualTo(reason));
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
