package dev.keywright.rotation;

import dev.keywright.core.FaultPoint;
import dev.keywright.core.Fingerprint;
import dev.keywright.core.SecretMaterial;
import dev.keywright.core.SourceVersion;
import dev.keywright.provider.spi.ClearResult;
import dev.keywright.provider.spi.CommitRequest;
import dev.keywright.provider.spi.CommitResult;
import dev.keywright.provider.spi.PendingResult;
import dev.keywright.provider.spi.StageRequest;
import dev.keywright.provider.spi.StageResult;
import dev.keywright.rotation.RotatedObjectAccess.Opening;
import dev.keywright.rotation.RotationObservation.Current;
import dev.keywright.rotation.RotationObservation.PolicyPicture;
import dev.keywright.rotation.driver.spi.ApplyResult;
import dev.keywright.rotation.driver.spi.DriverRequest;
import dev.keywright.rotation.driver.spi.ProbeResult;
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
  private final RetryDelays delays;
  private final FaultPoint faults;

  public RotationExecutor(
      RotatedObjectAccess access,
      Installation installation,
      RetryDelays delays,
      FaultPoint faults) {
    this.access = access;
    this.installation = installation;
    this.delays = delays;
    this.faults = faults;
  }

  /** Has the effect of {@code plan}; blocks for at most a few calls to store and target. */
  StepOutcome execute(RotationObservation observed, RotationPlan plan) {
    return switch (plan) {
      case RotationPlan.Stage stage ->
          effect("stage", observed, stage.step(), store -> stage(observed, stage, store));
      case RotationPlan.Apply(RotationPlan.Step step) ->
          effect("apply", observed, step, store -> apply(observed, step, store));
      case RotationPlan.Verify(RotationPlan.Step step) ->
          effect("verify", observed, step, store -> verify(observed, step, store));
      case RotationPlan.Commit commit ->
          effect("commit", observed, commit.step(), store -> commit(observed, commit, store));
      case RotationPlan.Settle settle ->
          effect("settle", observed, settle.step(), store -> settle(observed, settle, store));
      case RotationPlan.Retire(RotationPlan.Step step) ->
          effect("retire", observed, step, store -> retire(observed, step, store));
      case RotationPlan.CleanUp(RotationPlan.Step step) ->
          effect("clear", observed, step, store -> clear(observed, step, store));
      case RotationPlan.Fail(StepFailure failure) -> failed(observed, failure);
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
      case Opening.Shut(StepFailure failure) -> failed(observed, failure);
      case Opening.Open store -> {
        faults.reached("rotation." + name + ".before");
        StepOutcome outcome = act.apply(store);
        faults.reached("rotation." + name + ".after");
        yield outcome;
      }
    };
  }

  // ---- stage

  private StepOutcome stage(
      RotationObservation observed, RotationPlan.Stage plan, Opening.Open store) {
    RotationPlan.Step step = plan.step();
    return switch (store.writer().pending(step.object().path())) {
      case PendingResult.Failed(var failure) -> failed(observed, StepFailure.of(failure));
      case PendingResult.Empty empty -> draw(observed, plan, store);
      case PendingResult.Held held when isOurs(observed, held) ->
          held.attempt() >= step.attempt()
              ? new StepOutcome.Staged(
                  held.slot(), access.fingerprint(step.object(), held.properties()))
              : draw(observed, plan, store);
      case PendingResult.Held held when observed.standing().abandoned().contains(held.run()) ->
          takeOver(observed, plan, held, store);
      case PendingResult.Held held ->
          failed(observed, StepFailure.occupied(step.object(), held.run()));
    };
  }

  private StepOutcome takeOver(
      RotationObservation observed,
      RotationPlan.Stage plan,
      PendingResult.Held held,
      Opening.Open store) {
    return switch (store.writer().clear(plan.step().object().path(), held.run())) {
      case ClearResult.Cleared cleared -> draw(observed, plan, store);
      case ClearResult.Failed(var failure) -> failed(observed, StepFailure.of(failure));
    };
  }

  private StepOutcome draw(
      RotationObservation observed, RotationPlan.Stage plan, Opening.Open store) {
    RotationPlan.Step step = plan.step();
    Map<String, SecretMaterial> values = driverOf(observed).draw();
    Fingerprint fingerprint = access.fingerprint(step.object(), values);
    StageResult result =
        store
            .writer()
            .stage(
                new StageRequest(
                    step.object().path(),
                    observed.run().id(),
                    token(observed, step),
                    step.attempt(),
                    plan.base(),
                    values));
    values.values().forEach(SecretMaterial::wipe);
    return switch (result) {
      case StageResult.Staged(SourceVersion slot) -> new StepOutcome.Staged(slot, fingerprint);
      case StageResult.Occupied(String holder) ->
          failed(observed, StepFailure.occupied(step.object(), holder));
      case StageResult.BaseMoved moved -> moved(observed, step, store);
      case StageResult.Failed(var failure) -> failed(observed, StepFailure.of(failure));
    };
  }

  // ---- apply and verify

  private StepOutcome apply(
      RotationObservation observed, RotationPlan.Step step, Opening.Open store) {
    return withPending(
        observed,
        step,
        store,
        request ->
            switch (driverOf(observed).probe(request)) {
              case ProbeResult.Accepted accepted -> new StepOutcome.Applied();
              case ProbeResult.Unknown(var failure) -> failed(observed, StepFailure.of(failure));
              case ProbeResult.Rejected rejected ->
                  switch (driverOf(observed).apply(request)) {
                    case ApplyResult.Applied applied -> new StepOutcome.Applied();
                    case ApplyResult.Rejected(String message) -> new StepOutcome.Rejected(message);
                    case ApplyResult.Failed(var failure) ->
                        failed(observed, StepFailure.of(failure));
                  };
            });
  }

  private StepOutcome verify(
      RotationObservation observed, RotationPlan.Step step, Opening.Open store) {
    return withPending(
        observed,
        step,
        store,
        request ->
            switch (driverOf(observed).probe(request)) {
              case ProbeResult.Accepted accepted -> new StepOutcome.Verified();
              case ProbeResult.Rejected(String message) -> new StepOutcome.Rejected(message);
              case ProbeResult.Unknown(var failure) -> failed(observed, StepFailure.of(failure));
            });
  }

  /** Reads the slot back; goes on only with exactly the values that the journal knows. */
  private StepOutcome withPending(
      RotationObservation observed,
      RotationPlan.Step step,
      Opening.Open store,
      Function<DriverRequest, StepOutcome> act) {
    return switch (store.writer().pending(step.object().path())) {
      case PendingResult.Failed(var failure) -> failed(observed, StepFailure.of(failure));
      case PendingResult.Empty empty ->
          new StepOutcome.Rejected("The pending slot is empty although values were staged.");
      case PendingResult.Held held -> {
        boolean isWhatWasStaged =
            isOurs(observed, held)
                && held.attempt() == step.attempt()
                && observed
                    .journal()
                    .pendingFingerprint()
                    .equals(Optional.of(access.fingerprint(step.object(), held.properties())));
        yield isWhatWasStaged
            ? act.apply(new DriverRequest(held.run(), held.attempt(), held.properties()))
            : new StepOutcome.Rejected("The pending slot does not hold what was staged.");
      }
    };
  }

  // ---- commit

  private StepOutcome commit(
      RotationObservation observed, RotationPlan.Commit plan, Opening.Open store) {
    RotationPlan.Step step = plan.step();
    CommitResult result =
        store
            .writer()
            .commit(
                new CommitRequest(
                    step.object().path(), observed.run().id(), token(observed, step), plan.base()));
    return switch (result) {
      case CommitResult.Committed(SourceVersion version) -> new StepOutcome.Committed(version);
      case CommitResult.BaseMoved baseMoved -> moved(observed, step, store);
      case CommitResult.NotStaged notStaged -> moved(observed, step, store);
      case CommitResult.Failed(var failure) -> failed(observed, StepFailure.of(failure));
    };
  }

  private StepOutcome settle(
      RotationObservation observed, RotationPlan.Settle plan, Opening.Open store) {
    return switch (access.read(store, plan.step().object())) {
      case RotatedObjectAccess.Reading.Unseen(StepFailure failure) -> failed(observed, failure);
      case RotatedObjectAccess.Reading.Seen(Current.Missing missing) ->
          new StepOutcome.NotCommitted();
      case RotatedObjectAccess.Reading.Seen(Current.Value value) ->
          Optional.of(value.fingerprint()).equals(observed.journal().pendingFingerprint())
              ? new StepOutcome.Committed(value.version())
              : new StepOutcome.NotCommitted();
    };
  }

  private StepOutcome moved(
      RotationObservation observed, RotationPlan.Step step, Opening.Open store) {
    return switch (access.read(store, step.object())) {
      case RotatedObjectAccess.Reading.Unseen(StepFailure failure) -> failed(observed, failure);
      case RotatedObjectAccess.Reading.Seen(Current current) -> new StepOutcome.Moved(current);
    };
  }

  // ---- retire

  private StepOutcome retire(
      RotationObservation observed, RotationPlan.Step step, Opening.Open store) {
    if (observed.policy() instanceof PolicyPicture.Fit(var object, RotationDriver driver)
        && object.equals(step.object())) {
      DriverRequest request = new DriverRequest(observed.run().id(), step.attempt(), Map.of());
      if (driver.retire(request) instanceof RetireResult.Failed(var failure)) {
        return failed(observed, StepFailure.of(failure));
      }
    }
    StepOutcome cleared = clear(observed, step, store);
    return cleared instanceof StepOutcome.Cleared ? new StepOutcome.Retired() : cleared;
  }

  private StepOutcome clear(
      RotationObservation observed, RotationPlan.Step step, Opening.Open store) {
    return switch (store.writer().clear(step.object().path(), observed.run().id())) {
      case ClearResult.Cleared cleared -> new StepOutcome.Cleared();
      case ClearResult.Failed(var failure) -> failed(observed, StepFailure.of(failure));
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

  private String token(RotationObservation observed, RotationPlan.Step step) {
    return RunName.tokenOf(
        installation.id(), observed.run().policy(), observed.run().triggerKey(), step.attempt());
  }

  private static boolean isOurs(RotationObservation observed, PendingResult.Held held) {
    return held.run().equals(observed.run().id());
  }

  private static RotationDriver driverOf(RotationObservation observed) {
    if (observed.policy() instanceof PolicyPicture.Fit(var object, RotationDriver driver)) {
      return driver;
    }
    throw new IllegalStateException("a step that needs the driver was planned without one");
  }

  private StepOutcome failed(RotationObservation observed, StepFailure failure) {
    return new StepOutcome.Failed(failure, delays.after(failure, observed.journal().failures()));
  }
}
