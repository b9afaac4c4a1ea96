package dev.keywright.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.keywright.cli.console.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The files of a log, as arguments of a command. */
final class LogFiles {
  /** How the canonical form of every record begins. */
  private static final String RECORD_START = "{\"actor\":";

  /** Reads one of the files. */
  @FunctionalInterface
  interface FileReader {
    void read(String name, InputStream in) throws IOException;
  }

  /** Takes one line that may be a record. */
  @FunctionalInterface
  interface LineReader {
    void read(String line) throws IOException;
  }

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Log files, in the order in which they were written. - is standard input; .gz is"
              + " unpacked.")
  private List<String> names = List.of();

  @Option(
      names = "--mixed",
      description =
          "Other lines stand between the records, as in the log of the pod: pass over lines that"
              + " do not begin like a record.")
  private boolean mixed;

  /** Whether lines that do not begin like a record are passed over. */
  boolean isMixed() {
    return mixed;
  }

  /**
   * Asserts that the files can be read twice.
   *
   * @throws CommandFailure when standard input is among them
   */
  void requireRereadable() throws CommandFailure {
    if (names.contains("-")) {
      throw new CommandFailure("the log is read twice: give a file instead of standard input");
    }
  }

  /** Opens each file in turn. */
  void forEach(FileReader reader) throws IOException {
    for (String name : names) {
      try (InputStream in = open(name)) {
        reader.read(name, in);
      }
    }
  }

  /** Gives every line that begins like a record. */
  void forEachRecordLine(LineReader reader) throws IOException {
    forEach(
        (name, in) -> {
          BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8));
          for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(RECORD_START)) {
              reader.read(line);
            }
          }
        });
  }

  private static InputStream open(String name) throws IOException {
    if (name.equals("-")) {
      return System.in;
    }
    InputStream in = Files.newInputStream(Path.of(name));
    return name.endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
  }
}
