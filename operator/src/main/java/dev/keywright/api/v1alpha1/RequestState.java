package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** State of a request by annotation. */
public enum RequestState {
  Accepted,
  Waiting,
  Running,
  Done,
  Refused,
  /** Written by a newer version; never in the schema. */
  @JsonEnumDefaultValue
  Unrecognized
}
