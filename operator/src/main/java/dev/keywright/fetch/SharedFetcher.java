package dev.keywright.fetch;

import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.core.SourceVersion;
import dev.keywright.fetch.SingleFlight.Question;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.ReadRequest;
import dev.keywright.provider.spi.ReadResult;
import dev.keywright.provider.spi.SecretObject;
import dev.keywright.provider.spi.VersionResult;
import dev.keywright.provider.spi.VersionSelector;
import java.time.Instant;
import java.util.Optional;

/**
 * Fetches through the store's shared connection: asks for the version first where that can spare a
 * read, shares one call among concurrent callers, waits for a permit by urgency, and holds back
 * while the store does not answer. Keeps a value for a moment only, for a crowd with the same
 * question. Thread-safe.
 */
public final class SharedFetcher implements Fetcher {
  private final StoreConnections connections;

  public SharedFetcher(StoreConnections connections) {
    this.connections = connections;
  }

  @Override
  public FetchResult fetch(FetchRequest request, Urgency urgency) {
    FetchResult result =
        switch (connections.lease(request.source(), request.namespace())) {
          case StoreConnections.Leasing.Refused(Diagnosis diagnosis) -> refused(diagnosis);
          case StoreConnections.Leasing.Lease lease -> {
            try (lease) {
              yield fetch(lease.connection(), request, urgency);
            }
          }
        };
    tell(request, result);
    return result;
  }

  private FetchResult fetch(StoreConnection connection, FetchRequest request, Urgency urgency) {
    Optional<FoundObjects> found =
        request.find().map(query -> new FoundObjects(connections, connection, query, urgency));
    if (request.known().isPresent() && request.selector() instanceof VersionSelector.Current) {
      Optional<FetchResult> spared =
          found
              .map(FoundObjects::version)
              .or(() -> connection.version(request.path(), urgency))
              .flatMap(version -> withoutReading(request, version));
      if (spared.isPresent()) {
        return spared.get();
      }
    }
    ReadRequest read = new ReadRequest(request.path(), request.selector(), request.atLeast());
    Question question = new Question(urgency, request.since().orElse(Instant.MAX));
    return switch (found.map(FoundObjects::read).orElseGet(() -> connection.read(read, question))) {
      case ReadResult.Found(SecretObject object) -> found(request, object);
      case ReadResult.Absent(String message) -> absent(message);
      case ReadResult.Failed(ProviderFailure failure) -> failed(failure);
    };
  }

  /** The answer, when the version alone gives it; empty when the value must be read. */
  private static Optional<FetchResult> withoutReading(FetchRequest request, VersionResult version) {
    return switch (version) {
      case VersionResult.Current current ->
          isKnown(request, current.version())
              ? Optional.of(new FetchResult.Unchanged(current.version()))
              : Optional.empty();
      // A replica may not have what we wrote yet: the read, which knows, decides.
      case VersionResult.Absent(String message) ->
          request.atLeast().isPresent() ? Optional.empty() : Optional.of(absent(message));
      case VersionResult.Failed(ProviderFailure failure) -> Optional.of(failed(failure));
    };
  }

  private static FetchResult found(FetchRequest request, SecretObject object) {
    if (!isKnown(request, object.version())) {
      return new FetchResult.Found(object);
    }
    Materials.wipe(object);
    return new FetchResult.Unchanged(object.version());
  }

  /** Only equality says anything about versions: with another one wanted, only a read can judge. */
  private static boolean isKnown(FetchRequest request, SourceVersion version) {
    return request.known().filter(version::equals).isPresent()
        && request.atLeast().filter(wanted -> !wanted.equals(version)).isEmpty();
  }

  private void tell(FetchRequest request, FetchResult result) {
    SourceKey source = request.source();
    switch (result) {
      case FetchResult.Found(SecretObject object) ->
          connections.listener().versionSeen(source, object.version());
      case FetchResult.Unchanged(SourceVersion version) ->
          connections.listener().versionSeen(source, version);
      case FetchResult.Absent absent -> {}
      case FetchResult.Refused refused -> {}
      case FetchResult.Unavailable unavailable -> {}
    }
  }

  private static FetchResult absent(String message) {
    return new FetchResult.Absent(new Diagnosis(Reason.PathNotFound, message));
  }

  private static FetchResult refused(Diagnosis diagnosis) {
    return diagnosis.reason() == Reason.StoreNotReady
        ? new FetchResult.Unavailable(diagnosis, Optional.empty())
        : new FetchResult.Refused(diagnosis);
  }

  private static FetchResult failed(ProviderFailure failure) {
    Diagnosis diagnosis = FailureReasons.diagnose(failure);
    return FailureReasons.isTransient(failure)
        ? new FetchResult.Unavailable(diagnosis, failure.retryAfter())
        : new FetchResult.Refused(diagnosis);
  }
}
