package dev.keywright.rotation;

import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.provider.spi.ProviderFailure;
import java.time.Duration;
import java.util.Optional;

/**
 * A step that did not succeed.
 *
 * @param kind what to do about it
 * @param diagnosis why, for people
 * @param retryAfter how long the other side asked to wait
 */
public record StepFailure(Kind kind, Diagnosis diagnosis, Optional<Duration> retryAfter) {
  /** What to do about it. */
  public enum Kind {
    /** Try again; whether the step had its effect is unknown. */
    TRANSIENT,
    /** A person must grant something; looked at again now and then, three times at most. */
    DENIED,
    /** Somebody else is at it; wait for them. */
    OCCUPIED,
    /** It can never succeed as written. */
    INVALID
  }

  /** A call to a store or target that failed. */
  static StepFailure of(ProviderFailure failure) {
    return switch (failure.kind()) {
      case DENIED -> of(Kind.DENIED, Reason.AccessDenied, failure);
      case INVALID -> of(Kind.INVALID, Reason.InvalidSpec, failure);
      case THROTTLED -> of(Kind.TRANSIENT, Reason.RateLimited, failure);
      case UNAVAILABLE -> of(Kind.TRANSIENT, Reason.ProviderUnavailable, failure);
    };
  }

  /** A store that Keywright itself does not open. */
  static StepFailure of(Diagnosis refusal) {
    Kind kind = refusal.reason() == Reason.StoreNotReady ? Kind.TRANSIENT : Kind.INVALID;
    return new StepFailure(kind, refusal, Optional.empty());
  }

  /** The slot holds the values of another run. */
  static StepFailure occupied(RotatedObject object, String holder) {
    return new StepFailure(
        Kind.OCCUPIED,
        Diagnosis.of(
            Reason.RotationHeld,
            "The pending slot of %s in %s is held by another run (%s). If that run is gone for"
                + " good, remove its pending value in the store.",
            object.path(),
            object.store(),
            holder),
        Optional.empty());
  }

  private static StepFailure of(Kind kind, Reason reason, ProviderFailure failure) {
    return new StepFailure(kind, new Diagnosis(reason, failure.message()), failure.retryAfter());
  }
}
