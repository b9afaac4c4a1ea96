package dev.keywright.provider.spi;

/**
 * A store in which a new version can be written aside, looked at, and made current in one
 * compare-and-set. Every method may be repeated: the run's id tells its own work from another's.
 *
 * <pre>
 *   stage ──► pending slot ──► commit (cas on base) ──► current version
 *                 │
 *                 └──────────► clear
 * </pre>
 */
public interface VersionedWriter {
  /**
   * Writes the pending values to the slot of {@code request.path()}; a slot that already holds this
   * run and attempt is left as it is.
   */
  StageResult stage(StageRequest request);

  /** What the slot of {@code path} holds. */
  PendingResult pending(SecretPath path);

  /**
   * Makes the staged values current if the current version is still {@code request.base()}.
   * Properties of the object that are not rotated keep their values. After an unknown outcome
   * (timeout) a repeat finds out whether the first call landed.
   */
  CommitResult commit(CommitRequest request);

  /** Removes the slot if it holds {@code run}; an absent slot is success. */
  ClearResult clear(SecretPath path, String run);
}
