package dev.keywright.testkit.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a test ended. */
enum TestState {
  @JsonProperty("passed")
  PASSED,
  @JsonProperty("failed")
  FAILED,
  @JsonProperty("skipped")
  SKIPPED
}
