package dev.keywright.e2e.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What a command has done.
 *
 * @param command for messages
 * @param exit its exit code
 * @param out what it printed
 * @param err what it printed beside that
 */
public record CommandResult(String command, int exit, String out, String err) {
  private static final long PATIENCE_SECONDS = 180;

  /** Runs a command to its end. */
  static CommandResult of(List<String> command, String input) {
    try {
      Process process = new ProcessBuilder(command).start();
      CompletableFuture<String> out = read(process.getInputStream());
      CompletableFuture<String> err = read(process.getErrorStream());
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " does not end");
      }
      return new CommandResult(
          String.join(" ", command), process.exitValue(), out.join(), err.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What it printed, once it is sure that it succeeded. */
  public String output() {
    assertThat(exit).as("%s%n%s%s", command, out, err).isZero();
    return out;
  }

  /** What it complained of, once it is sure that it failed. */
  public String complaint() {
    assertThat(exit).as("%s%n%s%s", command, out, err).isNotZero();
    return err;
  }

  private static CompletableFuture<String> read(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        Thread::startVirtualThread);
  }
}
