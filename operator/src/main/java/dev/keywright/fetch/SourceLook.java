package dev.keywright.fetch;

import dev.keywright.core.Diagnosis;
import dev.keywright.fetch.Fetcher.Urgency;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.ReadRequest;
import dev.keywright.provider.spi.ReadResult;
import dev.keywright.provider.spi.SecretObject;
import dev.keywright.provider.spi.VersionResult;
import dev.keywright.provider.spi.VersionSelector;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one look at an object showed, for everybody who may look.
 *
 * @param refusals namespaces that may not read it, and why
 * @param answer what the store said; empty when nobody may read it
 * @param defaultInterval how often values of this store are checked when nobody says; empty when
 *     the store could not be opened
 */
record SourceLook(
    Map<String, Diagnosis> refusals,
    Optional<VersionResult> answer,
    Optional<Duration> defaultInterval) {

  /** Asks the store once, on behalf of all {@code namespaces} together. */
  static SourceLook at(StoreConnections connections, SourceKey source, Set<String> namespaces) {
    Map<String, Diagnosis> refusals = new HashMap<>();
    Optional<VersionResult> answer = Optional.empty();
    Optional<Duration> interval = Optional.empty();
    for (String namespace : namespaces) {
      switch (connections.lease(source, namespace)) {
        case StoreConnections.Leasing.Refused(Diagnosis diagnosis) ->
            refusals.put(namespace, diagnosis);
        case StoreConnections.Leasing.Lease lease -> {
          try (lease) {
            if (answer.isEmpty()) {
              answer = Optional.of(versionOf(connections, lease.connection(), source));
              interval = Optional.of(lease.connection().refreshInterval());
            }
          }
        }
      }
    }
    return new SourceLook(refusals, answer, interval);
  }

  private static VersionResult versionOf(
      StoreConnections connections, StoreConnection connection, SourceKey source) {
    if (source.find().isPresent()) {
      return new FoundObjects(connections, connection, source.find().get(), Urgency.REFRESH)
          .version();
    }
    return versionOf(connection, source, Urgency.REFRESH);
  }

  /** By a version check, or by a read whose value is dropped at once where there is none. */
  static VersionResult versionOf(StoreConnection connection, SourceKey source, Urgency urgency) {
    Optional<VersionResult> version =
        source.selector() instanceof VersionSelector.Current
            ? connection.version(source.path(), urgency)
            : Optional.empty();
    if (version.isPresent()) {
      return version.get();
    }
    ReadRequest request = new ReadRequest(source.path(), source.selector(), Optional.empty());
    return switch (connection.read(request, urgency)) {
      case ReadResult.Found(SecretObject object) -> {
        Materials.wipe(object);
        yield new VersionResult.Current(object.version(), object.changedTime());
      }
      case ReadResult.Absent(String message) -> new VersionResult.Absent(message);
      case ReadResult.Failed(ProviderFailure failure) -> new VersionResult.Failed(failure);
    };
  }
}
