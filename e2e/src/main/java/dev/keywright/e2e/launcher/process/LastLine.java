package dev.keywright.e2e.launcher.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a program said last before it failed: mostly why. */
public final class LastLine {
  private LastLine() {}

  /** The last line of its output that is not blank, or {@code no output}. */
  public static String of(Path log) {
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> !line.isBlank())
          .reduce((first, second) -> second)
          .orElse("no output");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
