package dev.keywright.rotation;

import dev.keywright.core.FaultPoint;
import dev.keywright.core.SourceVersion;
import dev.keywright.provider.spi.ClearResult;
import dev.keywright.provider.spi.CommitRequest;
import dev.keywright.provider.spi.CommitResult;
import dev.keywright.rotation.RotatedObjectAccess.Opening;
import dev.keywright.rotation.RotationObservation.Current;
import dev.keywright.rotation.RotationObservation.PolicyPicture;
import dev.keywright.rotation.driver.spi.DriverRequest;
import dev.keywright.rotation.driver.spi.RetireResult;
import dev.keywright.rotation.driver.spi.RotationDriver;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Carries out the effects of a plan. Looks before it acts, so that every effect may be repeated.
 * Thread-safe; keeps nothing between two calls.
 */
public final class RotationExecutor {
  private final RotatedObjectAccess access;
  private final Installation installation;
  private final StepOutcomes outcomes;
  private final StagingStep staging;
  private final ProofStep proof;
  private final FaultPoint faults;

  public RotationExecutor(
      RotatedObjectAccess access,
      Installation installation,
      RetryDelays delays,
      FaultPoint faults) {
    this.access = access;
    this.installation = installation;
    this.outcomes = new StepOutcomes(access, delays);
    this.staging = new StagingStep(access, installation, outcomes);
    this.proof = new ProofStep(access, outcomes);
    this.faults = faults;
  }

  /** Has the effect of {@code plan}; blocks for at most a few calls to store and target. */
  StepOutcome execute(RotationObservation observed, RotationPlan plan) {
    return switch (plan) {
      case RotationPlan.Stage stage ->
          effect("stage", observed, stage.step(), store -> staging.stage(observed, stage, store));
      case RotationPlan.Apply(RotationPlan.Step step) ->
          effect("apply", observed, step, store -> proof.apply(observed, step, store));
      case RotationPlan.Verify(RotationPlan.Step step) ->
          effect("verify", observed, step, store -> proof.verify(observed, step, store));
      case RotationPlan.Commit commit ->
          effect("commit", observed, commit.step(), store -> commit(observed, commit, store));
      case RotationPlan.Settle settle ->
          effect("settle", observed, settle.step(), store -> settle(observed, settle, store));
      case RotationPlan.Retire(RotationPlan.Step step) ->
          effect("retire", observed, step, store -> retire(observed, step, store));
      case RotationPlan.CleanUp(RotationPlan.Step step) ->
          effect("clear", observed, step, store -> clear(observed, step, store));
      case RotationPlan.Fail(StepFailure failure) -> outcomes.failed(observed, failure);
      case RotationPlan.Idle idle -> new StepOutcome.Noted();
      case RotationPlan.Wait wait -> new StepOutcome.Noted();
      case RotationPlan.Admit admit -> new StepOutcome.Noted();
      case RotationPlan.Resume resume -> new StepOutcome.Noted();
      case RotationPlan.Recall recall -> new StepOutcome.Noted();
      case RotationPlan.Intend intend -> new StepOutcome.Noted();
      case RotationPlan.Pass pass -> new StepOutcome.Noted();
      case RotationPlan.Await await -> new StepOutcome.Noted();
      case RotationPlan.Abort abort -> new StepOutcome.Noted();
      case RotationPlan.Finish finish -> new StepOutcome.Noted();
      case RotationPlan.Own own -> new StepOutcome.Noted();
    };
  }

  private StepOutcome effect(
      String name,
      RotationObservation observed,
      RotationPlan.Step step,
      Function<Opening.Open, StepOutcome> act) {
    return switch (access.open(step.object(), observed.run().run().namespace())) {
      case Opening.Shut(StepFailure failure) -> outcomes.failed(observed, failure);
      case Opening.Open store -> {
        faults.reached("rotation." + name + ".before");
        StepOutcome outcome = act.apply(store);
        faults.reached("rotation." + name + ".after");
        yield outcome;
      }
    };
  }

  private StepOutcome commit(
      RotationObservation observed, RotationPlan.Commit plan, Opening.Open store) {
    RotationPlan.Step step = plan.step();
    CommitResult result =
        store
            .writer()
            .commit(
                new CommitRequest(
                    step.object().path(),
                    observed.run().id(),
                    installation.tokenOf(observed.run(), step.attempt()),
                    plan.base()));
    return switch (result) {
      case CommitResult.Committed(SourceVersion version) -> new StepOutcome.Committed(version);
      case CommitResult.BaseMoved baseMoved -> outcomes.moved(observed, step.object(), store);
      case CommitResult.NotStaged notStaged -> outcomes.moved(observed, step.object(), store);
      case CommitResult.Failed(var failure) -> outcomes.failed(observed, failure);
    };
  }

  private StepOutcome settle(
      RotationObservation observed, RotationPlan.Settle plan, Opening.Open store) {
    return switch (access.read(store, plan.step().object())) {
      case RotatedObjectAccess.Reading.Unseen(StepFailure failure) ->
          outcomes.failed(observed, failure);
      case RotatedObjectAccess.Reading.Seen(Current.Missing missing) ->
          new StepOutcome.NotCommitted();
      case RotatedObjectAccess.Reading.Seen(Current.Value value) ->
          Optional.of(value.fingerprint()).equals(observed.journal().pendingFingerprint())
              ? new StepOutcome.Committed(value.version())
              : new StepOutcome.NotCommitted();
    };
  }

  private StepOutcome retire(
      RotationObservation observed, RotationPlan.Step step, Opening.Open store) {
    if (observed.policy() instanceof PolicyPicture.Fit(var object, RotationDriver driver)
        && object.equals(step.object())) {
      DriverRequest request = new DriverRequest(observed.run().id(), step.attempt(), Map.of());
      if (driver.retire(request) instanceof RetireResult.Failed(var failure)) {
        return outcomes.failed(observed, failure);
      }
    }
    StepOutcome cleared = clear(observed, step, store);
    return cleared instanceof StepOutcome.Cleared ? new StepOutcome.Retired() : cleared;
  }

  private StepOutcome clear(
      RotationObservation observed, RotationPlan.Step step, Opening.Open store) {
    return switch (store.writer().clear(step.object().path(), observed.run().id())) {
      case ClearResult.Cleared cleared -> new StepOutcome.Cleared();
      case ClearResult.Failed(var failure) -> outcomes.failed(observed, failure);
    };
  }

  /**
   * Clears the slot of a run whose object was deleted before its value was current; best effort,
   * for a slot that stays is taken over by the next run of the policy.
   */
  void abandon(RunIdentity run, RotatedObject object) {
    if (access.open(object, run.run().namespace()) instanceof Opening.Open store) {
      store.writer().clear(object.path(), run.id());
    }
  }
}
