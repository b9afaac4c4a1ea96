package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** Whether an existing Secret may be taken over. */
public enum Adopt {
  Never,
  IfSame,
  /** Written by a newer version; never in the schema. */
  @JsonEnumDefaultValue
  Unrecognized
}
