package dev.keywright.e2e.launcher.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How a program ended.
 *
 * @param exit its exit code
 * @param out its lines on standard output
 * @param err its lines on standard error
 */
record Outcome(int exit, List<String> out, List<String> err) {
  private static final long PATIENCE_MINUTES = 3;

  /** Runs a program to its end, which must come within 3 minutes. */
  static Outcome of(ProcessBuilder program, Path scratch) throws Exception {
    return of(start(program, scratch), scratch);
  }

  /** Starts a program whose outcome is then read with {@link #of(Process, Path)}. */
  static Process start(ProcessBuilder program, Path scratch) throws IOException {
    return program
        .redirectOutput(scratch.resolve("out").toFile())
        .redirectError(scratch.resolve("err").toFile())
        .start();
  }

  /** Waits for the end of a program that {@link #start} has started. */
  static Outcome of(Process process, Path scratch) throws Exception {
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("still runs after " + PATIENCE_MINUTES + " minutes");
    }
    return new Outcome(
        process.exitValue(),
        Files.readAllLines(scratch.resolve("out")),
        Files.readAllLines(scratch.resolve("err")));
  }
}
