package dev.keywright.rotation;

import dev.keywright.core.Fingerprint;
import dev.keywright.core.SecretMaterial;
import dev.keywright.core.SourceVersion;
import dev.keywright.provider.spi.ClearResult;
import dev.keywright.provider.spi.PendingResult;
import dev.keywright.provider.spi.StageRequest;
import dev.keywright.provider.spi.StageResult;
import dev.keywright.rotation.RotatedObjectAccess.Opening;
import java.util.Map;

/**
 * Puts new values into the slot. Looks at the slot first: what it holds for this attempt is kept,
 * whoever put it there, and nothing is drawn again. Thread-safe.
 */
final class StagingStep {
  private final RotatedObjectAccess access;
  private final Installation installation;
  private final StepOutcomes outcomes;

  StagingStep(RotatedObjectAccess access, Installation installation, StepOutcomes outcomes) {
    this.access = access;
    this.installation = installation;
    this.outcomes = outcomes;
  }

  StepOutcome stage(RotationObservation observed, RotationPlan.Stage plan, Opening.Open store) {
    RotationPlan.Step step = plan.step();
    return switch (store.writer().pending(step.object().path())) {
      case PendingResult.Failed(var failure) -> outcomes.failed(observed, failure);
      case PendingResult.Empty empty -> draw(observed, plan, store);
      case PendingResult.Held held when held.run().equals(observed.run().id()) ->
          held.attempt() >= step.attempt()
              ? new StepOutcome.Staged(
                  held.slot(), access.fingerprint(step.object(), held.properties()))
              : draw(observed, plan, store);
      case PendingResult.Held held when observed.standing().abandoned().contains(held.run()) ->
          takeOver(observed, plan, held, store);
      case PendingResult.Held held ->
          outcomes.failed(observed, StepFailure.occupied(step.object(), held.run()));
    };
  }

  private StepOutcome takeOver(
      RotationObservation observed,
      RotationPlan.Stage plan,
      PendingResult.Held held,
      Opening.Open store) {
    return switch (store.writer().clear(plan.step().object().path(), held.run())) {
      case ClearResult.Cleared cleared -> draw(observed, plan, store);
      case ClearResult.Failed(var failure) -> outcomes.failed(observed, failure);
    };
  }

  private StepOutcome draw(
      RotationObservation observed, RotationPlan.Stage plan, Opening.Open store) {
    RotationPlan.Step step = plan.step();
    Map<String, SecretMaterial> values = observed.driver().draw();
    Fingerprint fingerprint = access.fingerprint(step.object(), values);
    StageResult result =
        store
            .writer()
            .stage(
                new StageRequest(
                    step.object().path(),
                    observed.run().id(),
                    installation.tokenOf(observed.run(), step.attempt()),
                    step.attempt(),
                    plan.base(),
                    values));
    values.values().forEach(SecretMaterial::wipe);
    return switch (result) {
      case StageResult.Staged(SourceVersion slot) -> new StepOutcome.Staged(slot, fingerprint);
      case StageResult.Occupied(String holder) ->
          outcomes.failed(observed, StepFailure.occupied(step.object(), holder));
      case StageResult.BaseMoved moved -> outcomes.moved(observed, step.object(), store);
      case StageResult.Failed(var failure) -> outcomes.failed(observed, failure);
    };
  }
}
