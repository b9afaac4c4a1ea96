package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.RotationPhase;
import java.util.Optional;

/**
 * The order of the phases, and which of them have an effect that must be written down before. Pure.
 */
final class RunPath {
  private RunPath() {}

  /**
   * The phase whose effect comes next after {@code done}; empty where others act and the run only
   * watches.
   *
   * @param isApplied whether the driver makes values valid before they are current in the store
   */
  static Optional<RotationPhase> effectAfter(RotationPhase done, boolean isApplied) {
    return switch (done) {
      case Admitted -> Optional.of(RotationPhase.Staged);
      case Staged -> isApplied ? Optional.of(RotationPhase.Applied) : Optional.empty();
      case Verified -> Optional.of(RotationPhase.Committed);
      case Observed, Grace -> Optional.of(RotationPhase.Retired);
      case Applied, Committed, Published, Propagated, Retired, Done, Unrecognized ->
          Optional.empty();
    };
  }
}
