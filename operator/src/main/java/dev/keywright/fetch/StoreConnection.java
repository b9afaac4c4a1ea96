package dev.keywright.fetch;

import dev.keywright.api.v1alpha1.StoreLimits;
import dev.keywright.core.StoreReference;
import dev.keywright.fetch.Fetcher.Urgency;
import dev.keywright.fetch.SingleFlight.Question;
import dev.keywright.provider.spi.CheckResult;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.FindRequest;
import dev.keywright.provider.spi.FindResult;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.ReadRequest;
import dev.keywright.provider.spi.ReadResult;
import dev.keywright.provider.spi.SecretFinder;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.SecretProvider;
import dev.keywright.provider.spi.VersionChecker;
import dev.keywright.provider.spi.VersionResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One store as it is open now: one provider with everything that bounds its use. Used under a lease
 * of {@link StoreConnections}; closes its provider when it is retired and the last lease has ended.
 * Thread-safe.
 */
final class StoreConnection {
  static final int DEFAULT_CONCURRENCY = 16;

  private final StoreDefinition definition;
  private final OpenProvider opened;
  private final FetchListener listener;
  private final StoreBackoff backoff;
  private final TroubleBell bell;
  private final VersionRights versionRights;
  private final InstantSource clock;
  private final SingleFlight<ReadRequest, ReadResult> reads;
  private final RecentAnswers<ReadRequest, ReadResult> recent;
  private final SingleFlight<SecretPath, VersionResult> versions;
  private final SingleFlight<FindRequest, FindResult> finds;

  StoreConnection(
      StoreDefinition definition,
      OpenProvider opened,
      FetchListener listener,
      InstantSource clock) {
    this.definition = definition;
    this.opened = opened;
    this.listener = listener;
    PriorityPermits permits = new PriorityPermits(concurrencyOf(definition));
    this.backoff = new StoreBackoff(clock, definition.uid());
    this.bell = new TroubleBell(clock);
    this.versionRights = new VersionRights(clock);
    this.clock = clock;
    this.reads = new SingleFlight<>(permits, Materials::copy, clock);
    this.versions = new SingleFlight<>(permits, result -> result, clock);
    this.recent =
        new RecentAnswers<>(
            Materials::copy,
            Materials::wipe,
            clock,
            CompletableFuture.delayedExecutor(
                RecentAnswers.LINGER.toMillis(), TimeUnit.MILLISECONDS));
    this.finds = new SingleFlight<>(permits, result -> result, clock);
  }

  static int concurrencyOf(StoreDefinition definition) {
    return definition.limits().map(StoreLimits::concurrency).orElse(DEFAULT_CONCURRENCY);
  }

  StoreReference reference() {
    return definition.reference();
  }

  /** Whether this connection serves {@code wanted}; a cache that lags behind changes nothing. */
  boolean serves(StoreDefinition wanted) {
    return wanted.uid().equals(definition.uid()) && wanted.generation() <= definition.generation();
  }

  SecretProvider provider() {
    return opened.provider();
  }

  String providerName() {
    return opened.name();
  }

  Duration refreshInterval() {
    return opened.refreshInterval();
  }

  LeaseCount leases() {
    return opened.leases();
  }

  /** Reads an object now; the material belongs to the caller. */
  ReadResult read(ReadRequest request, Urgency urgency) {
    return read(request, Question.now(urgency));
  }

  /**
   * Reads an object, or shares what was read for somebody else since the question arose; the
   * material belongs to the caller.
   */
  ReadResult read(ReadRequest request, Question question) {
    Optional<ProviderFailure> held = backoff.holds(question.urgency());
    if (held.isPresent()) {
      return new ReadResult.Failed(held.get());
    }
    try {
      return reads.join(
          request,
          question,
          shared ->
              recent.find(request, shared.since()).orElseGet(() -> readAndKeep(request, shared)));
    } catch (InterruptedException e) {
      return new ReadResult.Failed(interrupted());
    }
  }

  /**
   * The current version without the value; empty when this store does not tell it, or does not tell
   * us: then only a read helps.
   */
  Optional<VersionResult> version(SecretPath path, Urgency urgency) {
    Optional<VersionChecker> checker = provider().capability(VersionChecker.class);
    if (checker.isEmpty() || versionRights.areDenied(path)) {
      return Optional.empty();
    }
    VersionResult result = versionOf(checker.get(), path, urgency);
    if (result instanceof VersionResult.Failed(ProviderFailure failure)
        && failure.kind() == FailureKind.DENIED) {
      versionRights.suspect(path);
      return Optional.empty();
    }
    return Optional.of(result);
  }

  /** Which objects the store has, whoever may read them. */
  FindResult find(FindRequest request, Urgency urgency) {
    Optional<SecretFinder> finder = provider().capability(SecretFinder.class);
    Optional<ProviderFailure> refusal =
        finder.isEmpty() ? Optional.of(notFindable()) : backoff.holds(urgency);
    if (refusal.isPresent()) {
      return new FindResult.Failed(refusal.get());
    }
    try {
      return finds.join(
          request,
          Question.now(urgency),
          shared ->
              callNow(AnswerKind.FIND, shared.urgency(), true, () -> finder.get().find(request)));
    } catch (InterruptedException e) {
      return new FindResult.Failed(interrupted());
    }
  }

  /** Checks the store itself, whatever was held back before; an answer frees all held calls. */
  CheckResult check() {
    CheckResult result = provider().check();
    switch (result) {
      case CheckResult.Ready ready -> {
        if (backoff.reset()) {
          listener.storeRecovered(reference());
        }
      }
      case CheckResult.Failed failed -> {}
    }
    return result;
  }

  /** How many callers wait for a read of the current version of {@code path}. */
  int callersOf(String path) {
    return reads.callers(ReadRequest.current(SecretPath.of(path)));
  }

  private VersionResult versionOf(VersionChecker checker, SecretPath path, Urgency urgency) {
    Optional<ProviderFailure> held = backoff.holds(urgency);
    if (held.isPresent()) {
      return new VersionResult.Failed(held.get());
    }
    try {
      return versions.join(
          path, Question.now(urgency), shared -> versionNow(checker, path, shared.urgency()));
    } catch (InterruptedException e) {
      return new VersionResult.Failed(interrupted());
    }
  }

  private ReadResult readAndKeep(ReadRequest request, Question question) {
    Instant askedAt = clock.instant();
    ReadResult result = readNow(request, question.urgency());
    if (result instanceof ReadResult.Found) {
      recent.keep(request, result, askedAt);
    }
    return result;
  }

  private ReadResult readNow(ReadRequest request, Urgency urgency) {
    boolean provesOutage = request.atLeast().isEmpty();
    ReadResult result =
        callNow(
            AnswerKind.READ,
            urgency,
            provesOutage,
            () -> {
              ReadResult answer = provider().read(request);
              listener.valueRead(reference(), request.path());
              return answer;
            });
    if (AnswerKind.READ.failure(result).isEmpty() && versionRights.confirm(request.path())) {
      listener.versionCheckDenied(reference(), request.path());
    }
    return result;
  }

  private VersionResult versionNow(VersionChecker checker, SecretPath path, Urgency urgency) {
    return callNow(
        AnswerKind.VERSION,
        urgency,
        true,
        () -> {
          VersionResult answer = checker.versionOf(path);
          listener.versionChecked(reference(), path);
          return answer;
        });
  }

  /**
   * Makes one call, unless the store is held back, and learns from its answer.
   *
   * @param provesOutage whether no answer means that the store is out of reach; a replica that lags
   *     behind a version of ours says the same about one object
   */
  private <T> T callNow(
      AnswerKind<T> kind, Urgency urgency, boolean provesOutage, Supplier<T> call) {
    return switch (backoff.admit(urgency)) {
      case StoreBackoff.Admission.Wait wait -> kind.failed(wait.failure());
      case StoreBackoff.Admission.Go go -> {
        T result = guarded(go, call);
        Optional<ProviderFailure> failure = kind.failure(result);
        report(go, failure, provesOutage);
        yield failure.map(it -> kind.failed(withTimeLeft(it, urgency))).orElse(result);
      }
    };
  }

  private ProviderFailure notFindable() {
    return ProviderFailure.of(
        FailureKind.INVALID,
        "%s cannot be searched. Name its objects with data or with dataFrom.extract."
            .formatted(reference()));
  }

  /** A provider that throws breaks its contract; the probe must not be lost over it. */
  private <T> T guarded(StoreBackoff.Admission.Go go, Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException | Error e) {
      backoff.report(go.round(), StoreBackoff.Outcome.NOTHING, Optional.empty());
      throw e;
    }
  }

  private void report(
      StoreBackoff.Admission.Go go, Optional<ProviderFailure> failure, boolean provesOutage) {
    StoreBackoff.Outcome outcome = StoreBackoff.Outcome.ANSWERED;
    if (failure.filter(FailureReasons::isTransient).isPresent()) {
      outcome = provesOutage ? StoreBackoff.Outcome.FAILED : StoreBackoff.Outcome.NOTHING;
    }
    boolean recovered = backoff.report(go.round(), outcome, failure);
    if (recovered) {
      listener.storeRecovered(reference());
    }
    if (failure.filter(it -> it.kind() != FailureKind.INVALID).isPresent() && bell.mayRing()) {
      listener.storeTroubled(reference());
    }
  }

  private ProviderFailure withTimeLeft(ProviderFailure failure, Urgency urgency) {
    if (!FailureReasons.isTransient(failure)) {
      return failure;
    }
    return new ProviderFailure(
        failure.kind(),
        failure.message(),
        backoff.holds(urgency).flatMap(ProviderFailure::retryAfter).or(failure::retryAfter));
  }

  private ProviderFailure interrupted() {
    Thread.currentThread().interrupt();
    return ProviderFailure.of(
        FailureKind.UNAVAILABLE,
        "The call to %s was given up because this process is stopping.".formatted(reference()));
  }
}
