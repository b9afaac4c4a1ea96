package dev.keywright.provider.vault;

import dev.keywright.core.SecretMaterial;
import dev.keywright.core.SourceVersion;
import dev.keywright.provider.spi.CheckResult;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.ReadRequest;
import dev.keywright.provider.spi.ReadResult;
import dev.keywright.provider.spi.SecretContent;
import dev.keywright.provider.spi.SecretObject;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.SecretProvider;
import dev.keywright.provider.spi.VersionChecker;
import dev.keywright.provider.spi.VersionResult;
import dev.keywright.provider.spi.VersionSelector;
import dev.keywright.provider.spi.VersionedWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A KV version 2 mount. A read or a version check is one call; rotation is {@link KvV2Writer}'s.
 */
final class KvV2Provider implements SecretProvider, VersionChecker {
  private final VaultSession session;
  private final VaultCheck check;
  private final KvV2Reader reader;
  private final VersionedWriter writer;
  private final KvFinder finder;
  private final Duration timeout;

  KvV2Provider(
      VaultSession session,
      VaultCheck check,
      KvV2Reader reader,
      VersionedWriter writer,
      Duration timeout) {
    this.session = session;
    this.check = check;
    this.reader = reader;
    this.writer = writer;
    this.timeout = timeout;
    this.finder = new KvFinder(session, reader.mount(), 2, timeout);
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    if (type.isInstance(writer)) {
      return Optional.of(type.cast(writer));
    }
    return type.isInstance(finder)
        ? Optional.of(type.cast(finder))
        : SecretProvider.super.capability(type);
  }

  @Override
  public ReadResult read(ReadRequest request) {
    SecretPath path = request.path();
    Optional<ProviderFailure> problem = reader.mount().problemOf(path);
    if (problem.isPresent()) {
      return new ReadResult.Failed(problem.get());
    }
    return switch (request.selector()) {
      case VersionSelector.Current current -> read(request, OptionalLong.empty());
      case VersionSelector.Pinned(String version) -> {
        OptionalLong number = KvV2Reader.numberIn(version);
        yield number.isPresent()
            ? read(request, number)
            : invalid("a version of " + reader.mount().nameOf(path) + " must be a number from 1");
      }
      case VersionSelector.Staged staged ->
          invalid("Vault has no staging labels; remove stage from " + reader.mount().nameOf(path));
    };
  }

  @Override
  public VersionResult versionOf(SecretPath path) {
    Optional<ProviderFailure> problem = reader.mount().problemOf(path);
    if (problem.isPresent()) {
      return new VersionResult.Failed(problem.get());
    }
    return switch (reader.current(path, Deadline.in(timeout))) {
      case KvV2Reader.Version.Live(long number, var data, var created) ->
          new VersionResult.Current(KvV2Reader.versionOf(number), created);
      case KvV2Reader.Version.Gone gone -> new VersionResult.Absent(reader.absence(path, gone));
      case KvV2Reader.Version.Unknown unknown -> new VersionResult.Absent(reader.absence(path));
      case KvV2Reader.Version.Failed(ProviderFailure failure) -> new VersionResult.Failed(failure);
    };
  }

  @Override
  public CheckResult check() {
    return check.run(Deadline.in(timeout));
  }

  @Override
  public void close() {
    session.close();
  }

  private ReadResult read(ReadRequest request, OptionalLong number) {
    SecretPath path = request.path();
    String data = reader.mount().data(path);
    return switch (reader.value(data, number, Deadline.in(timeout))) {
      case KvV2Reader.Version.Live live ->
          isBehind(live.number(), request.atLeast()) ? behind(path) : found(live);
      case KvV2Reader.Version.Gone gone ->
          isBehind(gone.number(), request.atLeast())
              ? behind(path)
              : new ReadResult.Absent(reader.absence(path, gone));
      case KvV2Reader.Version.Unknown unknown ->
          request.atLeast().isPresent()
              ? behind(path)
              : new ReadResult.Absent(reader.absence(path));
      case KvV2Reader.Version.Failed(ProviderFailure failure) -> new ReadResult.Failed(failure);
    };
  }

  private static boolean isBehind(long number, Optional<SourceVersion> atLeast) {
    return atLeast
        .filter(version -> number < KvV2Reader.numberIn(version.id()).orElse(Long.MAX_VALUE))
        .isPresent();
  }

  private ReadResult behind(SecretPath path) {
    return new ReadResult.Failed(reader.behind(path));
  }

  private static ReadResult found(KvV2Reader.Version.Live live) {
    return new ReadResult.Found(
        new SecretObject(
            new SecretContent.Document(SecretMaterial.ofUtf8(live.data().toString())),
            KvV2Reader.versionOf(live.number()),
            live.created()));
  }

  private static ReadResult invalid(String message) {
    return new ReadResult.Failed(ProviderFailure.of(FailureKind.INVALID, message));
  }
}
