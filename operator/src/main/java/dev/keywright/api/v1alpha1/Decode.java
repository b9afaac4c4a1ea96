package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** Encoding of a value in the store. */
public enum Decode {
  None,
  Base64,
  Base64Url,
  /** Written by a newer version; never in the schema. */
  @JsonEnumDefaultValue
  Unrecognized
}
