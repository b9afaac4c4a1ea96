package dev.keywright.sync;

import dev.keywright.core.SourceVersion;
import dev.keywright.fetch.SourceKey;
import java.util.Optional;

/**
 * What rotations of ours have made current at the stores and every reader must show. Implemented
 * where rotations are known.
 */
public interface CommittedVersions {
  /**
   * A commit of a run that is not over.
   *
   * @param run name of the run
   * @param version the version it made current
   */
  record Commit(String run, SourceVersion version) {}

  /** The newest commit on {@code source}, seen from {@code namespace}. */
  Optional<Commit> of(String namespace, SourceKey source);
}
