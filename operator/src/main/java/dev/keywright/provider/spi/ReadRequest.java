package dev.keywright.provider.spi;

import dev.keywright.core.SourceVersion;
import java.util.Optional;

/**
 * Asks for one object.
 *
 * @param path the object
 * @param selector which version
 * @param atLeast a version that Keywright itself wrote: the answer must be this one or a newer one.
 *     A replica that does not have it yet is {@link FailureKind#UNAVAILABLE}, never an old value
 */
public record ReadRequest(
    SecretPath path, VersionSelector selector, Optional<SourceVersion> atLeast) {
  /** The current version of {@code path}. */
  public static ReadRequest current(SecretPath path) {
    return new ReadRequest(path, VersionSelector.current(), Optional.empty());
  }
}
