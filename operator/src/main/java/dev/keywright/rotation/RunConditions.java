package dev.keywright.rotation;

import dev.keywright.api.ConditionSet;
import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import java.util.List;

/**
 * The conditions of a run: Progressing until it ends, Held while a person should look, then
 * Succeeded or Failed. Pure.
 */
final class RunConditions {
  static final String PROGRESSING = "Progressing";
  static final String HELD = "Held";
  static final String SUCCEEDED = "Succeeded";
  static final String FAILED = "Failed";

  private RunConditions() {}

  /** The run goes on. */
  static List<Condition> progressing(RotationObservation observed, String message) {
    return before(observed)
        .set(PROGRESSING, "True", Reason.Reconciling.name(), message)
        .remove(HELD)
        .list();
  }

  /** The run waits for something that a person should look at. */
  static List<Condition> held(RotationObservation observed, Diagnosis why) {
    return before(observed)
        .set(PROGRESSING, "True", Reason.Reconciling.name(), "The run waits.")
        .set(HELD, "True", why.reason().name(), why.message())
        .list();
  }

  /** The run ended with its value in use. */
  static List<Condition> succeeded(RotationObservation observed, String message) {
    return before(observed)
        .set(PROGRESSING, "False", Reason.RotationDone.name(), message)
        .set(SUCCEEDED, "True", Reason.RotationDone.name(), message)
        .remove(HELD)
        .list();
  }

  /** The run ended, or is about to end, without. */
  static List<Condition> failed(RotationObservation observed, Diagnosis why) {
    return before(observed)
        .set(PROGRESSING, "False", why.reason().name(), why.message())
        .set(FAILED, "True", why.reason().name(), why.message())
        .remove(HELD)
        .list();
  }

  /** Whether the run is held for {@code reason}. */
  static boolean isHeldFor(RotationObservation observed, Reason reason) {
    return ConditionSet.find(observed.journal().status().conditions(), HELD)
        .filter(condition -> condition.status().equals("True"))
        .filter(condition -> condition.reason().equals(reason.name()))
        .isPresent();
  }

  /** Whether the run is held at all. */
  static boolean isHeld(RotationObservation observed) {
    return ConditionSet.isTrue(observed.journal().status().conditions(), HELD);
  }

  private static ConditionSet before(RotationObservation observed) {
    return new ConditionSet(
        observed.journal().status().conditions(), observed.run().generation(), observed.now());
  }
}
