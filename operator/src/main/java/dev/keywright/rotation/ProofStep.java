package dev.keywright.rotation;

import dev.keywright.provider.spi.PendingResult;
import dev.keywright.rotation.RotatedObjectAccess.Opening;
import dev.keywright.rotation.driver.spi.ApplyResult;
import dev.keywright.rotation.driver.spi.DriverRequest;
import dev.keywright.rotation.driver.spi.ProbeResult;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes staged values valid at the target and proves them there. Probes before it acts; goes on
 * only with exactly the values that the journal knows. Thread-safe.
 */
final class ProofStep {
  private final RotatedObjectAccess access;
  private final StepOutcomes outcomes;

  ProofStep(RotatedObjectAccess access, StepOutcomes outcomes) {
    this.access = access;
    this.outcomes = outcomes;
  }

  StepOutcome apply(RotationObservation observed, RotationPlan.Step step, Opening.Open store) {
    return withPending(
        observed,
        step,
        store,
        request ->
            switch (observed.driver().probe(request)) {
              case ProbeResult.Accepted accepted -> new StepOutcome.Applied();
              case ProbeResult.Unknown(var failure) -> outcomes.failed(observed, failure);
              case ProbeResult.Rejected rejected ->
                  switch (observed.driver().apply(request)) {
                    case ApplyResult.Applied applied -> new StepOutcome.Applied();
                    case ApplyResult.Rejected(String message) -> new StepOutcome.Rejected(message);
                    case ApplyResult.Failed(var failure) -> outcomes.failed(observed, failure);
                  };
            });
  }

  StepOutcome verify(RotationObservation observed, RotationPlan.Step step, Opening.Open store) {
    return withPending(
        observed,
        step,
        store,
        request ->
            switch (observed.driver().probe(request)) {
              case ProbeResult.Accepted accepted -> new StepOutcome.Verified();
              case ProbeResult.Rejected(String message) -> new StepOutcome.Rejected(message);
              case ProbeResult.Unknown(var failure) -> outcomes.failed(observed, failure);
            });
  }

  /** Reads the slot back; goes on only with exactly the values that the journal knows. */
  private StepOutcome withPending(
      RotationObservation observed,
      RotationPlan.Step step,
      Opening.Open store,
      Function<DriverRequest, StepOutcome> act) {
    return switch (store.writer().pending(step.object().path())) {
      case PendingResult.Failed(var failure) -> outcomes.failed(observed, failure);
      case PendingResult.Empty empty ->
          new StepOutcome.Rejected("The pending slot is empty although values were staged.");
      case PendingResult.Held held -> {
        boolean isWhatWasStaged =
            held.run().equals(observed.run().id())
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
}
