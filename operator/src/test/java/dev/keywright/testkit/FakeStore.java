package dev.keywright.testkit;

import dev.keywright.core.SecretMaterial;
import dev.keywright.core.SourceVersion;
import dev.keywright.provider.spi.CheckResult;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.FindRequest;
import dev.keywright.provider.spi.FindResult;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.ReadRequest;
import dev.keywright.provider.spi.ReadResult;
import dev.keywright.provider.spi.SecretContent;
import dev.keywright.provider.spi.SecretObject;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.VersionResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory that counts its calls, can be down, refuse or be slow. Providers that {@link
 * FakeProviderFactory} opens talk to it. Thread-safe.
 */
public final class FakeStore {
  private record Entry(String version, String value) {}

  private final Map<SecretPath, Entry> entries = new ConcurrentHashMap<>();
  private final Map<String, ProviderFailure> failures = new ConcurrentHashMap<>();
  private final List<String> calls = new ArrayList<>();
  private final ConcurrentLinkedQueue<SecretMaterial> handedOut = new ConcurrentLinkedQueue<>();
  private volatile Runnable onCall = () -> {};
  private volatile boolean tellsVersions = true;
  private volatile @Nullable RuntimeException bug;

  /** Puts a value there. */
  public void put(String path, String version, String value) {
    entries.put(SecretPath.of(path), new Entry(version, value));
  }

  /** Removes an object. */
  public void remove(String path) {
    entries.remove(SecretPath.of(path));
  }

  /** Lets every call fail until {@link #answer}. */
  public void fail(FailureKind kind) {
    fail(new ProviderFailure(kind, "the fake store says " + kind, Optional.empty()));
  }

  /** Lets every call fail until {@link #answer}. */
  public void fail(ProviderFailure failure) {
    for (String call : List.of("read", "version", "find", "check")) {
      failures.put(call, failure);
    }
  }

  /** Lets one sort of call fail: read, version, find or check. */
  public void failOnly(String call, FailureKind kind) {
    failures.put(call, new ProviderFailure(kind, "the fake store says " + kind, Optional.empty()));
  }

  /** Ends all failures. */
  public void answer() {
    failures.clear();
    bug = null;
  }

  /** Lets every call break the contract of the SPI by throwing. */
  public void breakContract(RuntimeException exception) {
    bug = exception;
  }

  /** A store without versions, like KV v1. */
  public void tellNoVersions() {
    tellsVersions = false;
  }

  boolean tellsVersions() {
    return tellsVersions;
  }

  /** Runs at each call, on its thread, after the call was counted. */
  public void onCall(Runnable action) {
    onCall = action;
  }

  /** Every call so far: {@code read shop/db}, {@code version shop/db}, {@code check}, … */
  public List<String> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  /** How many calls began with {@code text}. */
  public long count(String text) {
    return calls().stream().filter(call -> call.startsWith(text)).count();
  }

  /** Forgets the calls so far. */
  public void forgetCalls() {
    synchronized (calls) {
      calls.clear();
    }
  }

  /** All values that reads have handed out. */
  public List<SecretMaterial> handedOut() {
    return List.copyOf(handedOut);
  }

  void note(String call) {
    synchronized (calls) {
      calls.add(call);
    }
  }

  ReadResult read(ReadRequest request) {
    note("read " + request.path());
    Optional<ProviderFailure> failure = run("read");
    if (failure.isPresent()) {
      return new ReadResult.Failed(failure.get());
    }
    Entry entry = entries.get(request.path());
    if (entry == null) {
      return new ReadResult.Absent("There is no " + request.path() + ".");
    }
    SecretMaterial value = SecretMaterial.ofUtf8(entry.value());
    handedOut.add(value);
    return new ReadResult.Found(
        new SecretObject(
            new SecretContent.Blob(value), new SourceVersion(entry.version()), Optional.empty()));
  }

  VersionResult version(SecretPath path) {
    note("version " + path);
    Optional<ProviderFailure> failure = run("version");
    if (failure.isPresent()) {
      return new VersionResult.Failed(failure.get());
    }
    Entry entry = entries.get(path);
    return entry == null
        ? new VersionResult.Absent("There is no " + path + ".")
        : new VersionResult.Current(new SourceVersion(entry.version()), Optional.empty());
  }

  FindResult find(FindRequest request) {
    note("find " + request.folder().orElse(""));
    Optional<ProviderFailure> failure = run("find");
    if (failure.isPresent()) {
      return new FindResult.Failed(failure.get());
    }
    return new FindResult.Found(
        entries.keySet().stream()
            .filter(path -> path.path().startsWith(request.folder().map(it -> it + "/").orElse("")))
            .map(path -> new FindResult.Member(path, Optional.empty()))
            .toList());
  }

  CheckResult check() {
    note("check");
    return run("check")
        .<CheckResult>map(CheckResult.Failed::new)
        .orElseGet(() -> new CheckResult.Ready("fake/reader", Set.of(CheckResult.Capability.READ)));
  }

  private Optional<ProviderFailure> run(String call) {
    Optional<ProviderFailure> failure = Optional.ofNullable(failures.get(call));
    onCall.run();
    RuntimeException thrown = bug;
    if (thrown != null) {
      throw thrown;
    }
    return failure;
  }
}
