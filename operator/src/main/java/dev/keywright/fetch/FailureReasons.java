package dev.keywright.fetch;

import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;

/** What users read when a call to a store failed. Pure. */
public final class FailureReasons {
  private FailureReasons() {}

  /** The failure in the words of the API. */
  public static Diagnosis diagnose(ProviderFailure failure) {
    return new Diagnosis(reasonOf(failure.kind()), failure.message());
  }

  private static Reason reasonOf(FailureKind kind) {
    return switch (kind) {
      case DENIED -> Reason.AccessDenied;
      case INVALID -> Reason.InvalidSpec;
      case THROTTLED -> Reason.RateLimited;
      case UNAVAILABLE -> Reason.ProviderUnavailable;
    };
  }

  /** Whether the failure ends by itself, so that trying again later makes sense. */
  public static boolean isTransient(ProviderFailure failure) {
    return failure.kind() == FailureKind.UNAVAILABLE || failure.kind() == FailureKind.THROTTLED;
  }
}
