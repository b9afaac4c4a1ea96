package dev.keywright.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * One run of the command line within this process.
 *
 * @param code the exit code
 */
public record CliRun(int code, String out, String err) {
  /** Runs {@code keywright} with these arguments. */
  public static CliRun of(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = KeywrightCli.execute(new PrintWriter(out), new PrintWriter(err), args);
    return new CliRun(code, out.toString(), err.toString());
  }
}
