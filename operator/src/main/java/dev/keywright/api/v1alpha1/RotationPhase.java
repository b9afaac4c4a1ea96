package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** Phases of a rotation, in their order. The order is part of the API: a run only moves forward. */
public enum RotationPhase {
  Admitted,
  Staged,
  Applied,
  Verified,
  Committed,
  Published,
  Propagated,
  Observed,
  Grace,
  Retired,
  Done,
  /** Written by a newer version; never in the schema. */
  @JsonEnumDefaultValue
  Unrecognized
}
