package dev.keywright.testkit.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * One test.
 *
 * @param className its class
 * @param path display names from the class down to the test
 */
record ReportLine(
    @JsonProperty("class") String className, List<String> path, @JsonUnwrapped Verdict verdict) {}
