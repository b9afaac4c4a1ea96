package dev.keywright.provider.spi;

import dev.keywright.core.SourceVersion;

/** The answer to a {@link CommitRequest}. */
public sealed interface CommitResult {
  /**
   * The staged values are current, by this call or by an earlier one of the same run.
   *
   * @param version the version that holds them
   */
  record Committed(SourceVersion version) implements CommitResult {}

  /**
   * Somebody else made a version in between; nothing was written.
   *
   * @param current the version found
   */
  record BaseMoved(SourceVersion current) implements CommitResult {}

  /** The slot does not hold this run. */
  record NotStaged() implements CommitResult {}

  /**
   * Unknown or refused; repeat to find out.
   *
   * @param failure why
   */
  record Failed(ProviderFailure failure) implements CommitResult {}
}
