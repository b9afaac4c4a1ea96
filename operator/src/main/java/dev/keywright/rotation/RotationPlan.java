package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.RotationBase;
import dev.keywright.api.v1alpha1.RotationConsumer;
import dev.keywright.api.v1alpha1.RotationOutcome;
import dev.keywright.api.v1alpha1.RotationPhase;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.SourceVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The next step of a run. */
public sealed interface RotationPlan {
  /**
   * Nothing to do.
   *
   * @param look when to look again at most
   */
  record Idle(Duration look) implements RotationPlan {}

  /**
   * Waits, without saying anything new.
   *
   * @param time how long
   */
  record Wait(Duration time) implements RotationPlan {}

  /**
   * The run begins.
   *
   * @param object what is rotated
   * @param base what is current now
   */
  record Admit(RotatedObject object, RotationBase base) implements RotationPlan {}

  /**
   * The run is picked up where the store says it is; its status was lost.
   *
   * @param object what is rotated
   * @param slot what the slot holds for it
   * @param base what it was planned from
   * @param committed the version that made the slot's values current, when there is one
   */
  record Resume(
      RotatedObject object,
      RotationObservation.Slot.Ours slot,
      RotationBase base,
      Optional<SourceVersion> committed)
      implements RotationPlan {}

  /** The run was done before; its status was lost. */
  record Recall() implements RotationPlan {}

  /**
   * Notes what is about to be done.
   *
   * @param phase the phase that it leads to
   */
  record Intend(RotationPhase phase) implements RotationPlan {}

  /**
   * Puts new values into the slot, unless it holds values of this attempt already.
   *
   * @param step what the store needs to know
   * @param base the version that must be current
   */
  record Stage(Step step, SourceVersion base) implements RotationPlan {}

  /**
   * Makes the staged values valid at the target, unless a probe says they are.
   *
   * @param step what the store needs to know
   */
  record Apply(Step step) implements RotationPlan {}

  /**
   * Proves the staged values.
   *
   * @param step what the store needs to know
   */
  record Verify(Step step) implements RotationPlan {}

  /**
   * Makes the staged values current.
   *
   * @param step what the store needs to know
   * @param base the version that must be current
   */
  record Commit(Step step, SourceVersion base) implements RotationPlan {}

  /**
   * Finds out whether a commit landed before the run is given up.
   *
   * @param step what the store needs to know
   * @param why it is given up
   */
  record Settle(Step step, Diagnosis why) implements RotationPlan {}

  /**
   * A phase that needs nothing done is complete.
   *
   * @param phase which
   * @param consumers the workloads as they are
   */
  record Pass(RotationPhase phase, List<RotationConsumer> consumers) implements RotationPlan {}

  /**
   * Waits for others.
   *
   * @param why what for
   * @param isHeld whether a person should look
   * @param consumers the workloads as they are
   * @param look when to look again
   */
  record Await(Diagnosis why, boolean isHeld, List<RotationConsumer> consumers, Duration look)
      implements RotationPlan {}

  /**
   * Takes the old out of service and clears the slot.
   *
   * @param step what the store needs to know
   */
  record Retire(Step step) implements RotationPlan {}

  /**
   * The run ends without a new value; the slot is cleared next.
   *
   * @param outcome how
   * @param why for people
   */
  record Abort(RotationOutcome outcome, Diagnosis why) implements RotationPlan {}

  /**
   * Clears what an ended run left in the slot.
   *
   * @param step what the store needs to know
   */
  record CleanUp(Step step) implements RotationPlan {}

  /** Marks the run as ended: there is nothing in a slot that could be cleared. */
  record Finish() implements RotationPlan {}

  /** Makes the policy the owner of the run. */
  record Own() implements RotationPlan {}

  /**
   * The picture could not be taken.
   *
   * @param failure why
   */
  record Fail(StepFailure failure) implements RotationPlan {}

  /**
   * The object and attempt that an effect is about.
   *
   * @param object the rotated object, as the journal has it
   * @param attempt of the run
   */
  record Step(RotatedObject object, int attempt) {}
}
