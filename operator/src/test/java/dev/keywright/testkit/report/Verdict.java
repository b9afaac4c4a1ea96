package dev.keywright.testkit.report;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;

/**
 * How a test ended, and why.
 *
 * @param reason of a failure or a skip; empty for a test that passed
 * @param trace the first lines of a failure's stack trace
 */
record Verdict(TestState state, String reason, String trace) {
  private static final int TRACE_LINES = 40;

  static Verdict of(TestExecutionResult result) {
    return switch (result.getStatus()) {
      case SUCCESSFUL -> new Verdict(TestState.PASSED, "", "");
      case ABORTED ->
          new Verdict(
              TestState.SKIPPED,
              result.getThrowable().map(Verdict::message).orElse("it was aborted"),
              "");
      case FAILED ->
          new Verdict(
              TestState.FAILED,
              result.getThrowable().map(Throwable::toString).orElse("it failed without a cause"),
              result.getThrowable().map(Verdict::firstLines).orElse(""));
    };
  }

  private static String message(Throwable cause) {
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  private static String firstLines(Throwable cause) {
    StringWriter text = new StringWriter();
    cause.printStackTrace(new PrintWriter(text));
    return text.toString().lines().limit(TRACE_LINES).collect(Collectors.joining("\n"));
  }
}
