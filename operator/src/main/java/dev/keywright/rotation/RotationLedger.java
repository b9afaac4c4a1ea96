package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.api.v1alpha1.SecretRotationStatus;
import dev.keywright.core.Diagnosis;
import java.util.List;
import java.util.Optional;

/**
 * Puts audit records into the outbox of a run, so that they become durable in the same write as
 * what they tell of. Thread-safe.
 */
public interface RotationLedger {
  /**
   * {@code status} with {@code records} appended to its outbox and numbered.
   *
   * @param run the run as it stands, for its uid, spec and the last number given
   */
  SecretRotationStatus enter(
      SecretRotation run, SecretRotationStatus status, List<RotationRecord> records);

  /** Why no run may begin now, because its records could not be kept; empty when one may. */
  default Optional<Diagnosis> refusal() {
    return Optional.empty();
  }

  /**
   * Sends what the outbox of {@code run} holds and no sink has confirmed; what is on its way is not
   * sent again.
   *
   * @param run as it stands in the cluster
   */
  void submit(SecretRotation run);

  /**
   * The same for a run whose object is gone, and its outbox with it.
   *
   * @param run as it was last seen
   */
  void submitLast(SecretRotation run);
}
