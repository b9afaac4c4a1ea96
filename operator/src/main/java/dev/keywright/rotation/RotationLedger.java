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
@FunctionalInterface
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
}
