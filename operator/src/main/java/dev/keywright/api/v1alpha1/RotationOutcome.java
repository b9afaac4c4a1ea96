package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** How a rotation ended. */
public enum RotationOutcome {
  Done,
  Aborted,
  Superseded,
  RolledBack,
  Quarantined,
  /** Written by a newer version; never in the schema. */
  @JsonEnumDefaultValue
  Unrecognized
}
