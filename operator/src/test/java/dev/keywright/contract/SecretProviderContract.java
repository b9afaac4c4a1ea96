package dev.keywright.contract;

import static dev.keywright.contract.StoreUnderTest.CANARY;
import static dev.keywright.contract.StoreUnderTest.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keywright.core.SourceVersion;
import dev.keywright.provider.spi.CheckResult;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.FindRequest;
import dev.keywright.provider.spi.FindResult;
import dev.keywright.provider.spi.ReadRequest;
import dev.keywright.provider.spi.ReadResult;
import dev.keywright.provider.spi.SecretFinder;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.SecretProvider;
import dev.keywright.provider.spi.VersionChecker;
import dev.keywright.provider.spi.VersionResult;
import dev.keywright.provider.spi.VersionSelector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link SecretProvider} must do, whatever store is behind it. */
public abstract class SecretProviderContract {
  /** A call takes its timeout at most; as much again is for a busy machine. */
  private static final Duration BOUND = TIMEOUT.multipliedBy(2);

  private final List<SecretProvider> opened = new ArrayList<>();
  private final List<Object> results = new ArrayList<>();
  private LogWitness log = LogWitness.open();

  /** The store; the same one for every test of a class. */
  protected abstract StoreUnderTest store();

  @BeforeEach
  final void listen() {
    log.close();
    log = LogWitness.open();
  }

  @AfterEach
  final void endTroubleAndLookForLeaks() {
    store().set(Trouble.NONE);
    opened.forEach(SecretProvider::close);
    log.close();
    results.forEach(result -> assertHidesCanary(String.valueOf(result)));
    log.lines().forEach(SecretProviderContract::assertHidesCanary);
  }

  // ---- reading

  @Test
  @DisplayName("S1 text values come back byte for byte")
  void readsTextByteForByte() {
    Map<String, String> values =
        Map.of(
            "password",
            CANARY + " \"quoted\" \\ / \t\r\n end ",
            "unicode",
            CANARY + " ü € 🗝 \u2028",
            "empty",
            "",
            "long",
            CANARY.repeat(500));
    SecretPath path = store().freshPath("text");
    Optional<SourceVersion> version = store().put(path, values);

    ReadResult result = seen(open().read(ReadRequest.current(path)));

    assertThat(Contents.of(result)).isEqualTo(values);
    version.ifPresent(named -> assertThat(versionIn(result)).isEqualTo(named));
  }

  @Test
  void anUnchangedObjectKeepsItsVersionAndAChangedOneGetsAnother() {
    SecretPath path = store().freshPath("changing");
    store().put(path, Map.of("value", CANARY + "-1"));
    SecretProvider provider = open();

    SourceVersion first = versionIn(seen(provider.read(ReadRequest.current(path))));
    SourceVersion again = versionIn(seen(provider.read(ReadRequest.current(path))));
    store().put(path, Map.of("value", CANARY + "-2"));
    ReadResult changed = seen(provider.read(ReadRequest.current(path)));

    assertThat(again).isEqualTo(first);
    assertThat(versionIn(changed)).isNotEqualTo(first);
    assertThat(Contents.of(changed)).containsEntry("value", CANARY + "-2");
  }

  @Test
  void whatWasNeverThereIsAbsentAndNamed() {
    SecretPath path = store().freshPath("never");

    ReadResult result = seen(open().read(ReadRequest.current(path)));

    assertThat(result).isInstanceOf(ReadResult.Absent.class);
    assertThat(((ReadResult.Absent) result).message()).contains(path.path());
  }

  @Test
  void whatWasDeletedIsAbsent() {
    SecretPath path = store().freshPath("deleted");
    store().put(path, Map.of("value", CANARY));
    SecretProvider provider = open();
    seen(provider.read(ReadRequest.current(path)));
    store().remove(path);

    assertThat(seen(provider.read(ReadRequest.current(path))))
        .isInstanceOf(ReadResult.Absent.class);
  }

  @Test
  void readsAnOldVersionByItsName() {
    SecretPath path = store().freshPath("pinned");
    store().put(path, Map.of("value", CANARY + "-old"));
    SecretProvider provider = open();
    SourceVersion old = versionIn(seen(provider.read(ReadRequest.current(path))));
    store().put(path, Map.of("value", CANARY + "-new"));

    ReadResult result = seen(provider.read(pinned(path, old.id())));

    if (store().keepsVersions()) {
      assertThat(Contents.of(result)).containsEntry("value", CANARY + "-old");
      assertThat(versionIn(result)).isEqualTo(old);
    } else {
      assertFailed(result, FailureKind.INVALID);
    }
  }

  @Test
  void neverShowsAVersionOlderThanTheOneAskedFor() {
    SecretPath path = store().freshPath("at-least");
    store().put(path, Map.of("value", CANARY));
    SecretProvider provider = open();
    SourceVersion current = versionIn(seen(provider.read(ReadRequest.current(path))));

    assertThat(seen(provider.read(atLeast(path, current)))).isInstanceOf(ReadResult.Found.class);
    store()
        .notYet(current)
        .ifPresent(
            next ->
                assertFailed(seen(provider.read(atLeast(path, next))), FailureKind.UNAVAILABLE));
  }

  @Test
  @DisplayName("S51 Keywright's own objects cannot be read through a policy's path")
  void refusesReservedPaths() {
    SecretPath slot =
        new SecretPath(
            store().freshPath("x").mount(), SecretPath.RESERVED + "/pending/shop/orders-db");
    SecretProvider provider = open();

    assertFailed(seen(provider.read(ReadRequest.current(slot))), FailureKind.INVALID);
    checker(provider)
        .ifPresent(checker -> assertFailed(seen(checker.versionOf(slot)), FailureKind.INVALID));
  }

  // ---- version check

  @Test
  void theVersionCheckNamesTheVersionThatAReadReturns() {
    SecretPath path = store().freshPath("checked");
    store().put(path, Map.of("value", CANARY + "-1"));
    SecretProvider provider = open();
    VersionChecker checker = assumeChecker(provider);

    for (String value : List.of("-1", "-2")) {
      store().put(path, Map.of("value", CANARY + value));
      SourceVersion read = versionIn(seen(provider.read(ReadRequest.current(path))));
      VersionResult checked = seen(checker.versionOf(path));
      assertThat(checked).isInstanceOf(VersionResult.Current.class);
      assertThat(((VersionResult.Current) checked).version()).isEqualTo(read);
    }
  }

  @Test
  void theVersionCheckSaysAbsentForWhatIsNotThereOrDeleted() {
    SecretPath path = store().freshPath("gone");
    VersionChecker checker = assumeChecker(open());

    assertThat(seen(checker.versionOf(path))).isInstanceOf(VersionResult.Absent.class);
    store().put(path, Map.of("value", CANARY));
    store().remove(path);
    assertThat(seen(checker.versionOf(path))).isInstanceOf(VersionResult.Absent.class);
  }

  // ---- finding

  @Test
  @DisplayName("S6 finds what is below a path, at any depth, and nothing beside it")
  void findsBelowAPath() {
    SecretProvider provider = open();
    SecretFinder finder = assumeFinder(provider);
    SecretPath folder = store().freshPath("folder");
    SecretPath inside = below(folder, "inside");
    SecretPath deep = below(folder, "sub/deep");
    store().put(inside, Map.of("value", CANARY));
    Optional<SourceVersion> version = store().put(deep, Map.of("value", CANARY));
    store().put(SecretPath.of(folder.path() + "-beside"), Map.of("value", CANARY));

    FindResult result = seen(finder.find(new FindRequest(Optional.of(folder.path()), Map.of())));

    assertThat(membersOf(result))
        .extracting(FindResult.Member::path)
        .containsExactlyInAnyOrder(inside, deep);
    assertThat(membersOf(result))
        .filteredOn(member -> member.path().equals(deep) && member.version().isPresent())
        .allSatisfy(member -> assertThat(member.version()).isEqualTo(version));
  }

  @Test
  @DisplayName("S6 finds by tag, and by path and tag")
  void findsByTag() {
    SecretFinder finder = assumeFinder(open());
    SecretPath folder = store().freshPath("tagged");
    SecretPath both = below(folder, "both");
    SecretPath swapped = below(folder, "swapped");
    for (SecretPath path : List.of(both, swapped, below(folder, "none"))) {
      store().put(path, Map.of("value", CANARY));
    }
    assumeTrue(store().tag(both, Map.of("team", "shop", "tier", "gold")), "no tags here");
    store().tag(swapped, Map.of("team", "gold", "tier", "shop"));

    for (Map<String, String> tags :
        List.of(Map.of("team", "shop"), Map.of("team", "shop", "tier", "gold"))) {
      FindResult result = seen(finder.find(new FindRequest(Optional.of(folder.path()), tags)));
      assertThat(membersOf(result)).extracting(FindResult.Member::path).containsExactly(both);
    }
  }

  @Test
  void whereNothingIsNothingIsFound() {
    SecretFinder finder = assumeFinder(open());
    String folder = store().freshPath("empty").path();

    assertThat(membersOf(seen(finder.find(new FindRequest(Optional.of(folder), Map.of())))))
        .isEmpty();
  }

  @Test
  @DisplayName("S19 a refused listing is Denied, never empty")
  void aListingWithoutRightsIsDenied() {
    assumeFinder(open());
    Optional<SecretProvider> provider = store().openWithoutRights().map(this::keep);
    assumeTrue(provider.isPresent(), "no identity without rights");
    String folder = store().freshPath("hidden").path();

    assertFailed(
        seen(assumeFinder(provider.get()).find(new FindRequest(Optional.of(folder), Map.of()))),
        FailureKind.DENIED);
  }

  // ---- refusals

  @Test
  @DisplayName("S19 a refused read is Denied, never Absent")
  void missingRightsAreDenied() {
    SecretPath path = store().freshPath("forbidden");
    store().put(path, Map.of("value", CANARY));
    Optional<SecretProvider> provider = store().openWithoutRights().map(this::keep);
    assumeTrue(provider.isPresent(), "no identity without rights");

    assertFailed(seen(provider.get().read(ReadRequest.current(path))), FailureKind.DENIED);
    checker(provider.get())
        .ifPresent(checker -> assertFailed(seen(checker.versionOf(path)), FailureKind.DENIED));
  }

  @Test
  @DisplayName("S19 a refused identity is Denied, never Absent")
  void aRefusedIdentityIsDenied() {
    SecretPath path = store().freshPath("stranger");
    store().put(path, Map.of("value", CANARY));
    Optional<SecretProvider> provider = store().openWithWrongIdentity().map(this::keep);
    assumeTrue(provider.isPresent(), "no identity that is refused");

    assertFailed(seen(provider.get().read(ReadRequest.current(path))), FailureKind.DENIED);
    assertFailed(seen(provider.get().check()), FailureKind.DENIED);
  }

  // ---- trouble

  @ParameterizedTest(name = "S19 S42 {0} is a failure before the first login, never Absent")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void troubleBeforeLoginIsAFailureInTime(Trouble trouble) {
    assumeTrue(store().possibleTroubles().contains(trouble), "not possible here");
    SecretPath path = store().freshPath("early");
    store().put(path, Map.of("value", CANARY));
    SecretProvider provider = open();
    store().set(trouble);

    assertFailed(inTime(() -> provider.read(ReadRequest.current(path))), kindOf(trouble));
    assertFailed(inTime(provider::check), kindOf(trouble));
  }

  @ParameterizedTest(name = "S19 S42 {0} is a failure after login, never Absent, and heals")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void troubleAfterLoginIsAFailureInTimeAndHeals(Trouble trouble) {
    assumeTrue(store().possibleTroubles().contains(trouble), "not possible here");
    SecretPath path = store().freshPath("late");
    store().put(path, Map.of("value", CANARY));
    SecretProvider provider = open();
    seen(provider.read(ReadRequest.current(path)));
    store().set(trouble);

    assertFailed(inTime(() -> provider.read(ReadRequest.current(path))), kindOf(trouble));
    checker(provider)
        .ifPresent(checker -> assertFailed(inTime(() -> checker.versionOf(path)), kindOf(trouble)));
    store().set(Trouble.NONE);
    assertThat(seen(provider.read(ReadRequest.current(path)))).isInstanceOf(ReadResult.Found.class);
  }

  @Test
  void anInterruptedReadEndsAtOnceAndKeepsTheInterrupt() {
    assumeTrue(store().possibleTroubles().contains(Trouble.SILENT), "not possible here");
    SecretPath path = store().freshPath("interrupted");
    SecretProvider provider = open();
    store().set(Trouble.SILENT);

    Thread.currentThread().interrupt();
    long start = System.nanoTime();
    ReadResult result = provider.read(ReadRequest.current(path));
    long nanos = System.nanoTime() - start;
    boolean interrupted = Thread.interrupted();

    assertFailed(seen(result), FailureKind.UNAVAILABLE);
    assertThat(interrupted).as("interrupt flag").isTrue();
    assertThat(Duration.ofNanos(nanos)).isLessThan(TIMEOUT);
  }

  // ---- life

  @Test
  void theCheckNamesTheIdentityAndSaysWhatTheStoreCanDo() {
    CheckResult result = seen(open().check());

    assertThat(result).isInstanceOf(CheckResult.Ready.class);
    CheckResult.Ready ready = (CheckResult.Ready) result;
    assertThat(ready.identity()).isNotBlank();
    assertThat(ready.capabilities()).contains(CheckResult.Capability.READ);
  }

  @Test
  void manyThreadsShareOneLogin() throws InterruptedException, ExecutionException {
    SecretPath path = store().freshPath("shared");
    store().put(path, Map.of("value", CANARY));
    OptionalInt before = store().liveLogins();
    SecretProvider provider = open();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ReadResult>> reads = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        reads.add(threads.submit(() -> provider.read(ReadRequest.current(path))));
      }
      for (Future<ReadResult> read : reads) {
        assertThat(seen(read.get())).isInstanceOf(ReadResult.Found.class);
      }
    }
    before.ifPresent(count -> assertThat(store().liveLogins()).hasValue(count + 1));
  }

  @Test
  void closeGivesTheLoginBackAndEndsTheProvider() {
    SecretPath path = store().freshPath("closed");
    store().put(path, Map.of("value", CANARY));
    OptionalInt before = store().liveLogins();
    SecretProvider provider = open();
    seen(provider.read(ReadRequest.current(path)));

    provider.close();
    provider.close();

    assertThat(store().liveLogins()).isEqualTo(before);
    assertFailed(seen(provider.read(ReadRequest.current(path))), FailureKind.UNAVAILABLE);
    assertFailed(seen(provider.check()), FailureKind.UNAVAILABLE);
    checker(provider)
        .ifPresent(checker -> assertFailed(seen(checker.versionOf(path)), FailureKind.UNAVAILABLE));
  }

  // ---- for subclasses

  /** A provider that is closed after the test. */
  protected final SecretProvider open() {
    return keep(store().open());
  }

  /** Remembers a result for the search for leaked values. */
  protected final <T> T seen(T result) {
    results.add(result);
    return result;
  }

  /** Runs a call that must end within its bound, whatever is wrong. */
  protected final <T> T inTime(Supplier<T> call) {
    long start = System.nanoTime();
    T result = seen(call.get());
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
    return result;
  }

  /** What a provider must make of {@code trouble}. */
  protected static FailureKind kindOf(Trouble trouble) {
    return trouble == Trouble.THROTTLED ? FailureKind.THROTTLED : FailureKind.UNAVAILABLE;
  }

  /** Fails unless {@code result} is a failure of this kind, with a message. */
  protected static void assertFailed(Object result, FailureKind kind) {
    assertThat(Failures.in(result))
        .as("%s", result)
        .hasValueSatisfying(
            failure -> {
              assertThat(failure.kind()).isEqualTo(kind);
              assertThat(failure.message()).isNotBlank();
            });
  }

  /** The version of the object that was found. */
  protected static SourceVersion versionIn(ReadResult result) {
    if (result instanceof ReadResult.Found(var object)) {
      return object.version();
    }
    throw new AssertionError("expected an object but got " + result);
  }

  private SecretProvider keep(SecretProvider provider) {
    opened.add(provider);
    return provider;
  }

  private static Optional<VersionChecker> checker(SecretProvider provider) {
    return provider.capability(VersionChecker.class);
  }

  private static SecretFinder assumeFinder(SecretProvider provider) {
    Optional<SecretFinder> finder = provider.capability(SecretFinder.class);
    assumeTrue(finder.isPresent(), "this store cannot be searched");
    return finder.get();
  }

  private static SecretPath below(SecretPath folder, String name) {
    return new SecretPath(folder.mount(), folder.path() + "/" + name);
  }

  private static List<FindResult.Member> membersOf(FindResult result) {
    if (result instanceof FindResult.Found(var members)) {
      return members;
    }
    throw new AssertionError("expected a list but got " + result);
  }

  private static VersionChecker assumeChecker(SecretProvider provider) {
    Optional<VersionChecker> checker = checker(provider);
    assumeTrue(checker.isPresent(), "this store has no version check");
    return checker.get();
  }

  private static ReadRequest pinned(SecretPath path, String version) {
    return new ReadRequest(path, new VersionSelector.Pinned(version), Optional.empty());
  }

  private static ReadRequest atLeast(SecretPath path, SourceVersion version) {
    return new ReadRequest(path, VersionSelector.current(), Optional.of(version));
  }

  private static void assertHidesCanary(String text) {
    byte[] canary = CANARY.getBytes(StandardCharsets.UTF_8);
    assertThat(text)
        .doesNotContain(CANARY)
        .doesNotContain(
            Base64.getEncoder().withoutPadding().encodeToString(canary).substring(0, 16))
        .doesNotContain(HexFormat.of().formatHex(canary));
  }
}
