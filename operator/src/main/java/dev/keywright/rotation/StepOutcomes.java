package dev.keywright.rotation;

import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.rotation.RotatedObjectAccess.Opening;
import dev.keywright.rotation.RotatedObjectAccess.Reading;
import dev.keywright.rotation.RotationObservation.Current;

/** Outcomes that several steps share. Thread-safe. */
final class StepOutcomes {
  private final RotatedObjectAccess access;
  private final RetryDelays delays;

  StepOutcomes(RotatedObjectAccess access, RetryDelays delays) {
    this.access = access;
    this.delays = delays;
  }

  /** A step that did not succeed, with the wait before its next try. */
  StepOutcome failed(RotationObservation observed, StepFailure failure) {
    return new StepOutcome.Failed(failure, delays.after(failure, observed.journal().failures()));
  }

  /** The same for a call to store or target. */
  StepOutcome failed(RotationObservation observed, ProviderFailure failure) {
    return failed(observed, StepFailure.of(failure));
  }

  /** The base is no longer what it was: looks what is current now. */
  StepOutcome moved(RotationObservation observed, RotatedObject object, Opening.Open store) {
    return switch (access.read(store, object)) {
      case Reading.Unseen(StepFailure failure) -> failed(observed, failure);
      case Reading.Seen(Current current) -> new StepOutcome.Moved(current);
    };
  }
}
