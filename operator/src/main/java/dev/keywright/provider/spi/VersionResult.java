package dev.keywright.provider.spi;

import dev.keywright.core.SourceVersion;
import java.time.Instant;
import java.util.Optional;

/** The answer to a version check. */
public sealed interface VersionResult {
  /**
   * The version that a read of the current value would return now.
   *
   * @param version the version
   * @param changedTime when it was made, where the store says so
   */
  record Current(SourceVersion version, Optional<Instant> changedTime) implements VersionResult {}

  /**
   * The store answered and the object is gone or its current version is deleted.
   *
   * @param message what is missing
   */
  record Absent(String message) implements VersionResult {}

  /**
   * No answer; with {@link FailureKind#DENIED} the identity may still be allowed to read the value
   * itself.
   *
   * @param failure why
   */
  record Failed(ProviderFailure failure) implements VersionResult {}
}
