package dev.keywright.sync;

import dev.keywright.core.Diagnosis;
import java.util.Optional;

/** What a look at a policy adds to the audit trail. */
public sealed interface SyncFact {
  /** What was done to the target. */
  enum TargetAction {
    CREATED,
    UPDATED,
    REPAIRED,
    ADOPTED
  }

  /**
   * The target was written.
   *
   * @param action what was done
   * @param write revision, fingerprint, versions and keys; the values are not for the trail
   * @param before fingerprint of the data that it held, empty text when there was none
   * @param editor the field manager whose edit was undone, where that is known
   * @param isFoundLater whether an earlier look wrote it and did not live to tell
   */
  record TargetWritten(
      TargetAction action,
      TargetWrite write,
      String before,
      Optional<String> editor,
      boolean isFoundLater)
      implements SyncFact {}

  /**
   * A store or Kubernetes refused us; told once per series of refusals.
   *
   * @param diagnosis why
   * @param store the store, empty text where it is not about one
   * @param path the object, empty text where it is not about one
   */
  record AccessRefused(Diagnosis diagnosis, String store, String path) implements SyncFact {}
}
