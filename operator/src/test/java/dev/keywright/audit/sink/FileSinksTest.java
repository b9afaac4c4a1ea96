package dev.keywright.audit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.audit.ChainedLines;
import dev.keywright.audit.chain.AuditLine;
import dev.keywright.audit.sink.AuditSink.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sinks that write files: the file itself, and the one that waits for another sink. */
class FileSinksTest {
  private static final List<AuditLine> LINES = ChainedLines.of(10);

  @TempDir private Path folder;

  @Test
  void appendsLinesForItsGroupOnly() throws IOException {
    Path file = folder.resolve("audit.log");
    try (FileSink sink = new FileSink(file)) {
      sink.accept(LINES.subList(0, 3));
      sink.accept(LINES.subList(3, 5));
    }

    assertThat(Files.readAllLines(file)).isEqualTo(json(LINES.subList(0, 5)));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void cutsOffAPartOfALineThatACrashLeft() throws IOException {
    Path file = folder.resolve("audit.log");
    Files.writeString(file, LINES.get(0).json() + "\n" + LINES.get(1).json().substring(0, 40));

    try (FileSink sink = new FileSink(file)) {
      assertThat(sink.accept(LINES.subList(1, 3))).isInstanceOf(Delivery.Acked.class);
    }

    assertThat(Files.readAllLines(file)).isEqualTo(json(LINES.subList(0, 3)));
  }

  @Test
  void goesOnInANewFileWhenTheOldOneWasMovedAway() throws IOException {
    Path file = folder.resolve("audit.log");
    Path moved = folder.resolve("audit.1.log");
    try (FileSink sink = new FileSink(file)) {
      sink.accept(LINES.subList(0, 3));
      Files.move(file, moved);
      assertThat(sink.accept(LINES.subList(3, 6))).isInstanceOf(Delivery.Acked.class);
    }

    assertThat(Files.readAllLines(moved)).isEqualTo(json(LINES.subList(0, 3)));
    assertThat(Files.readAllLines(file)).isEqualTo(json(LINES.subList(3, 6)));
  }

  @Test
  void failsWithoutThrowingAndRecoversWhenItsFolderIsBack() throws IOException {
    Path inner = folder.resolve("volume");
    FileSink sink = new FileSink(inner.resolve("audit.log"));

    assertThat(sink.accept(LINES)).isInstanceOf(Delivery.Failed.class);
    Files.createDirectory(inner);

    assertThat(sink.accept(LINES)).isInstanceOf(Delivery.Acked.class);
    sink.close();
  }

  @Test
  void failsOnAFullDiskAndLeavesNoPartOfALine() {
    Path full = Path.of("/dev/full");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full));
    try (FileSink sink = new FileSink(full)) {
      assertThat(sink.accept(LINES)).isInstanceOf(Delivery.Failed.class);
    }
  }

  @Test
  void refusesAFileThatAnotherWriterHas() {
    Path file = folder.resolve("audit.log");
    try (FileSink first = new FileSink(file);
        FileSink second = new FileSink(file)) {
      first.accept(LINES.subList(0, 1));

      assertThat(second.accept(LINES)).isInstanceOf(Delivery.Failed.class);
    }
  }

  @Test
  void spoolsWhileTheSinkFailsAndSendsInOrderWhenItWorks() {
    SwitchedSink far = new SwitchedSink();
    SpoolingSink sink = new SpoolingSink(far, folder.resolve("far.spool"), 1 << 20);
    sink.accept(LINES.subList(0, 2));
    far.works = false;

    assertThat(sink.accept(LINES.subList(2, 4))).isInstanceOf(Delivery.Acked.class);
    assertThat(sink.accept(LINES.subList(4, 6))).isInstanceOf(Delivery.Acked.class);
    far.works = true;
    assertThat(sink.accept(LINES.subList(6, 7))).isInstanceOf(Delivery.Acked.class);

    assertThat(far.taken).isEqualTo(LINES.subList(0, 7));
    assertThat(folder.resolve("far.spool")).doesNotExist();
  }

  @Test
  void sendsAfterARestartWhatWasSpooledBefore() throws IOException {
    Path spool = folder.resolve("far.spool");
    SwitchedSink far = new SwitchedSink();
    far.works = false;
    try (SpoolingSink before = new SpoolingSink(far, spool, 1 << 20)) {
      before.accept(LINES.subList(0, 4));
    }
    Files.writeString(
        spool, LINES.get(4).json().substring(0, 30), UTF_8, StandardOpenOption.APPEND);
    far.works = true;

    try (SpoolingSink after = new SpoolingSink(far, spool, 1 << 20)) {
      assertThat(after.accept(LINES.subList(4, 5))).isInstanceOf(Delivery.Acked.class);
    }

    assertThat(far.taken).isEqualTo(LINES.subList(0, 5));
  }

  @Test
  void refusesWhatItsFileHasNoRoomFor() {
    SwitchedSink far = new SwitchedSink();
    far.works = false;
    SpoolingSink sink = new SpoolingSink(far, folder.resolve("far.spool"), 4_000);

    assertThat(sink.accept(LINES.subList(0, 2))).isInstanceOf(Delivery.Acked.class);
    assertThat(sink.accept(LINES.subList(2, 6))).isInstanceOf(Delivery.Failed.class);
  }

  private static List<String> json(List<AuditLine> lines) {
    return lines.stream().map(AuditLine::json).toList();
  }

  private static final class SwitchedSink implements AuditSink {
    private final List<AuditLine> taken = new ArrayList<>();
    private boolean works = true;

    @Override
    public String name() {
      return "far";
    }

    @Override
    public Delivery accept(List<AuditLine> lines) {
      if (!works) {
        return new Delivery.Failed("It is switched off.");
      }
      taken.addAll(lines);
      return new Delivery.Acked();
    }

    @Override
    public void close() {}
  }
}
