package dev.keywright.e2e.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GrowingFileTest {
  @TempDir private Path folder;
  private Path log;

  @BeforeEach
  void begin() throws IOException {
    log = Files.writeString(folder.resolve("audit.jsonl"), "before\n");
  }

  @Test
  @DisplayName("only whole lines that came since are read, each once, and only those wanted")
  void readsOn() throws IOException {
    try (GrowingFile file = new GrowingFile(log)) {
      assertThat(file.poll(line -> true)).isEmpty();
      append("one\ntwo\nthr");
      assertThat(file.poll(line -> line.startsWith("t"))).containsExactly("two");
      append("ee\n");
      assertThat(file.poll(line -> true)).containsExactly("three");
      assertThat(file.poll(line -> true)).isEmpty();
    }
  }

  @Test
  @DisplayName("a line longer than a piece is whole, umlauts and all")
  void longLines() throws IOException {
    String line = "ü".repeat(100_000);
    try (GrowingFile file = new GrowingFile(log)) {
      append(line + "\nshort\n");
      assertThat(file.poll(any -> true)).containsExactly(line, "short");
    }
  }

  @Test
  @DisplayName("what was rotated away, once or twice, is read before what is new")
  void followsRotation() throws IOException {
    try (GrowingFile file = new GrowingFile(log)) {
      append("one\n");
      rotate("2026-11-25T01-00-00.000");
      Files.writeString(log, "two\n");
      rotate("2026-11-25T02-00-00.000");
      Files.writeString(log, "three\n");
      assertThat(file.poll(line -> true)).containsExactly("one", "two", "three");
      append("four\n");
      assertThat(file.poll(line -> true)).containsExactly("four");
    }
  }

  @Test
  @DisplayName("a rotated part that is gone is an error: counts would be wrong")
  void lostPart() throws IOException {
    try (GrowingFile file = new GrowingFile(log)) {
      Path other = Files.writeString(folder.resolve("new"), "two\n");
      Files.move(other, log, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      assertThatIllegalStateException().isThrownBy(() -> file.poll(line -> true));
    }
  }

  private void append(String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.APPEND);
  }

  private void rotate(String time) throws IOException {
    Files.move(log, folder.resolve("audit-" + time + ".jsonl"));
  }
}
