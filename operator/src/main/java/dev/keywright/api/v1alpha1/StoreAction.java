package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** What may be done with a path of a cluster store. */
public enum StoreAction {
  Read,
  Rotate,
  /** Written by a newer version; never in the schema. */
  @JsonEnumDefaultValue
  Unrecognized
}
