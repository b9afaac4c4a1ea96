package dev.keywright.fetch;

import dev.keywright.core.SourceVersion;
import dev.keywright.core.StoreReference;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.VersionSelector;
import java.time.Instant;
import java.util.Optional;

/**
 * One object that a policy needs.
 *
 * @param namespace the policy's namespace
 * @param store the store
 * @param path the object
 * @param selector which version
 * @param known the version that the target already holds: if it is still current, the answer is
 *     {@link FetchResult.Unchanged} and no value is read; empty to read in any case
 * @param atLeast a version that a rotation of ours committed; nothing older may be answered
 * @param since when the need arose: what the store has answered to another policy since then will
 *     do; empty for now
 */
public record FetchRequest(
    String namespace,
    StoreReference store,
    SecretPath path,
    VersionSelector selector,
    Optional<SourceVersion> known,
    Optional<SourceVersion> atLeast,
    Optional<Instant> since) {

  /** A need that arises now. */
  public FetchRequest(
      String namespace,
      StoreReference store,
      SecretPath path,
      VersionSelector selector,
      Optional<SourceVersion> known,
      Optional<SourceVersion> atLeast) {
    this(namespace, store, path, selector, known, atLeast, Optional.empty());
  }
}
