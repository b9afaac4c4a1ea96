package dev.keywright.provider.vault;

import dev.keywright.core.Fingerprinter;
import dev.keywright.core.SecretMaterial;
import dev.keywright.core.SourceVersion;
import dev.keywright.provider.spi.CheckResult;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.ReadRequest;
import dev.keywright.provider.spi.ReadResult;
import dev.keywright.provider.spi.SecretContent;
import dev.keywright.provider.spi.SecretObject;
import dev.keywright.provider.spi.SecretProvider;
import dev.keywright.provider.spi.VersionSelector;
import io.github.jopenlibs.vault.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A KV version 1 mount: read only, because it has neither versions nor check-and-set.
 *
 * <p>Its {@link SourceVersion} is a keyed digest of the content, made with a key that lives as long
 * as the process: equal content has an equal version until Keywright restarts, and the digest tells
 * nobody anything about the value. After a restart every version is another one although nothing
 * changed; whoever compares must then compare contents. There is no version check and no {@code
 * atLeast}: nothing here is ever written by Keywright.
 */
final class KvV1Provider implements SecretProvider {
  private final VaultSession session;
  private final VaultCheck check;
  private final KvMount mount;
  private final Fingerprinter versions;
  private final Duration timeout;
  private final KvFinder finder;

  KvV1Provider(
      VaultSession session,
      VaultCheck check,
      KvMount mount,
      Fingerprinter versions,
      Duration timeout) {
    this.session = session;
    this.check = check;
    this.mount = mount;
    this.versions = versions;
    this.timeout = timeout;
    this.finder = new KvFinder(session, mount, 1, timeout);
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    return type.isInstance(finder)
        ? Optional.of(type.cast(finder))
        : SecretProvider.super.capability(type);
  }

  @Override
  public ReadResult read(ReadRequest request) {
    Optional<ProviderFailure> problem = problemOf(request);
    if (problem.isPresent()) {
      return new ReadResult.Failed(problem.get());
    }
    String path = mount.plain(request.path());
    return switch (session.call(VaultRequest.read(path), Deadline.in(timeout))) {
      case VaultAnswer.Success(JsonObject body) ->
          VaultJson.object(body, "data")
              .<ReadResult>map(data -> found(path, data))
              .orElseGet(() -> new ReadResult.Failed(session.garbled()));
      case VaultAnswer.NotThere there ->
          new ReadResult.Absent("Vault has nothing at " + mount.nameOf(request.path()));
      case VaultAnswer.NotTaken not -> new ReadResult.Failed(session.garbled());
      case VaultAnswer.Failed(ProviderFailure failure) -> new ReadResult.Failed(failure);
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

  private Optional<ProviderFailure> problemOf(ReadRequest request) {
    Optional<ProviderFailure> reserved = mount.problemOf(request.path());
    if (reserved.isPresent() || request.selector() instanceof VersionSelector.Current) {
      return reserved;
    }
    return Optional.of(
        ProviderFailure.of(
            FailureKind.INVALID,
            "KV version 1 keeps no versions; remove version or stage from "
                + mount.nameOf(request.path())));
  }

  private ReadResult found(String path, JsonObject data) {
    SecretMaterial json = SecretMaterial.ofUtf8(data.toString());
    SourceVersion version =
        new SourceVersion(versions.of("vault-kv1", Map.of(path, json)).toString());
    return new ReadResult.Found(
        new SecretObject(new SecretContent.Document(json), version, Optional.empty()));
  }
}
