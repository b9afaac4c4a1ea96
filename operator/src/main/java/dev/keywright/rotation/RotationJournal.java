package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.api.v1alpha1.SecretRotationStatus;

/**
 * Writes SecretRotations. Every write names the resourceVersion of the object it was planned from,
 * is sent once, and shows in the caches of {@link RotationObjects} when it returns. Thread-safe.
 */
public interface RotationJournal {
  /** What came of a write. */
  sealed interface Outcome {
    /**
     * It is durable.
     *
     * @param run as the API server returned it: what the next write is planned from
     */
    record Written(SecretRotation run) implements Outcome {}

    /** The object was changed or deleted meanwhile: nothing was written, observe again. */
    record Conflict() implements Outcome {}
  }

  /** Replaces the status of {@code run}. */
  Outcome write(SecretRotation run, SecretRotationStatus status);

  /** Makes {@code policy} the owner of {@code run}, so that the run goes when the policy goes. */
  Outcome own(SecretRotation run, SecretPolicy policy);
}
