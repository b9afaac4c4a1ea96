package dev.keywright.testkit.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * The JSON lines of one test plan. Each line is there for other processes as soon as it is added.
 */
final class ReportFile {
  private final ObjectMapper mapper = new ObjectMapper();
  private final BufferedWriter writer;

  private ReportFile(BufferedWriter writer) {
    this.writer = writer;
  }

  /** Begins a file of its own in the folder. */
  static ReportFile in(Path folder) {
    String name =
        ProcessHandle.current().pid() + "-" + Long.toString(System.nanoTime(), 36) + ".jsonl";
    try {
      Files.createDirectories(folder);
      ReportFile file =
          new ReportFile(
              Files.newBufferedWriter(folder.resolve(name), StandardOpenOption.CREATE_NEW));
      file.write(Map.of("plan", "started"));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void add(ReportLine line) {
    write(line);
  }

  void finish() {
    write(Map.of("plan", "finished"));
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void write(Object line) {
    try {
      writer.write(mapper.writeValueAsString(line));
      writer.newLine();
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
