package dev.keywright.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keywright.audit.GeneratedLog;
import dev.keywright.audit.checkpoint.SignedNote;
import dev.keywright.cli.CliRun;
import dev.keywright.cli.console.ExitCodes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditVerifyCommandTest {
  private static final GeneratedLog LOG = GeneratedLog.of(7, 400, false);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeLog() throws IOException {
    file = Files.write(folder.resolve("audit.log"), LOG.bytes());
  }

  @Test
  void acceptsAnUntouchedLog() {
    CliRun run = CliRun.of("audit", "verify", file.toString());

    assertThat(run.code()).isEqualTo(ExitCodes.OK);
    assertThat(run.out())
        .contains("integrity     OK", "completeness  OK", "anchoring     none")
        .contains("last          seq " + LOG.lastHead().seq());
    assertThat(run.err()).isEmpty();
  }

  @Test
  @DisplayName("A1 the command names a changed byte by sequence, line and offset")
  void namesAChangedByte() throws IOException {
    byte[] changed = LOG.bytes();
    int lineStart = GeneratedLog.bytes(LOG.text().subList(0, 41)).length;
    int digit = LOG.text().get(41).indexOf("\"occurred\":\"2") + "\"occurred\":\"".length();
    changed[lineStart + digit] = '3';
    Files.write(file, changed);

    CliRun text = CliRun.of("audit", "verify", file.toString());
    JsonNode first =
        JSON.readTree(CliRun.of("audit", "verify", file.toString(), "-o", "json").out())
            .at("/integrity/first");

    assertThat(text.code()).isEqualTo(ExitCodes.TAMPERED);
    assertThat(text.out())
        .contains("TAMPERED@" + LOG.seq(41) + " HashMismatch")
        .contains("line 42 (from byte " + lineStart + ")");
    assertThat(first.get("seq").asLong()).isEqualTo(LOG.seq(41));
    assertThat(first.get("offset").asLong()).isEqualTo(lineStart);
  }

  @Test
  @DisplayName("A1 the command names a byte that breaks the form, with its place in the line")
  void namesTheByteThatBreaksTheForm() throws IOException {
    List<String> lines = LOG.text();
    lines.set(10, lines.get(10).replace("\"schema\":\"audit/v1\"", "\"schema\":\"audit/v2\""));
    Files.write(file, GeneratedLog.bytes(lines));

    CliRun run = CliRun.of("audit", "verify", file.toString());

    assertThat(run.code()).isEqualTo(ExitCodes.TAMPERED);
    assertThat(run.out())
        .containsPattern("TAMPERED@" + LOG.seq(10) + " InvalidField .*at byte \\d+");
  }

  @Test
  @DisplayName("A1 the command names removed records")
  void namesRemovedRecords() throws IOException {
    List<String> lines = LOG.text();
    lines.subList(40, 43).clear();
    Files.write(file, GeneratedLog.bytes(lines));

    CliRun run = CliRun.of("audit", "verify", file.toString());

    assertThat(run.code()).isEqualTo(ExitCodes.INCOMPLETE);
    assertThat(run.out())
        .contains("integrity     OK")
        .contains("GAP " + LOG.seq(40) + "-" + LOG.seq(42));
  }

  @Test
  @DisplayName("A1 the command names a cut end up to the last checkpoint")
  void namesACutEnd() throws IOException {
    CheckpointFiles checkpoints = CheckpointFiles.of(LOG, folder, 100, 300);
    Files.write(file, GeneratedLog.bytes(LOG.text().subList(0, 200)));

    CliRun run = verify(checkpoints);

    assertThat(run.code()).isEqualTo(ExitCodes.INCOMPLETE);
    assertThat(run.out()).contains("TRUNCATED after 200, the chain goes on to 300");
  }

  @Test
  @DisplayName("A1 a log that was rewritten with fitting hashes is betrayed by a checkpoint")
  void namesARewrittenLog() throws IOException {
    CheckpointFiles checkpoints = CheckpointFiles.of(LOG, folder, 100, 300);
    Files.write(file, GeneratedLog.of(8, 400, false).bytes());

    CliRun run = verify(checkpoints);

    assertThat(run.code()).isEqualTo(ExitCodes.TAMPERED);
    assertThat(run.out()).contains("CheckpointMismatch");
  }

  @Test
  void saysHowFarALogIsAnchored() throws IOException {
    CheckpointFiles checkpoints = CheckpointFiles.of(LOG, folder, 100, 300);

    CliRun run = verify(checkpoints);

    assertThat(run.code()).isEqualTo(ExitCodes.OK);
    assertThat(run.out())
        .contains("anchoring     OK to 300, " + (LOG.lastHead().seq() - 300) + " records behind it")
        .contains("2 of 2 checkpoints met, 2 roots compared");
  }

  @Test
  @DisplayName("A1 a checkpoint that another key signed is not believed")
  void doesNotBelieveAnotherKey() throws IOException {
    CheckpointFiles genuine = CheckpointFiles.of(LOG, folder, 100);
    CheckpointFiles forged = CheckpointFiles.of(LOG, folder.resolve("other"), 100);

    CliRun run =
        CliRun.of(
            "audit",
            "verify",
            file.toString(),
            "--checkpoints",
            forged.notes().toString(),
            "--public-key",
            genuine.key().toString());

    assertThat(run.code()).isEqualTo(ExitCodes.UNANCHORED);
    assertThat(run.out()).contains("1 not signed by the key");
  }

  @Test
  @DisplayName("A1 a checkpoint whose text was changed is not believed")
  void doesNotBelieveAChangedCheckpoint() throws IOException {
    CheckpointFiles checkpoints = CheckpointFiles.of(LOG, folder, 100);
    String text = Files.readString(checkpoints.notes());
    Files.writeString(checkpoints.notes(), text.replaceFirst("\n100\n", "\n101\n"));

    assertThat(verify(checkpoints).code()).isEqualTo(ExitCodes.UNANCHORED);
  }

  @Test
  void checksAPartOnly() throws IOException {
    List<String> lines = LOG.text();
    lines.set(10, lines.get(10).replace("\"generation\":3", "\"generation\":4"));
    lines.set(390, lines.get(390).replace("\"outcome\":\"", "\"outcome\":\"X"));
    Files.write(file, GeneratedLog.bytes(lines));

    CliRun whole = CliRun.of("audit", "verify", file.toString());
    CliRun part = CliRun.of("audit", "verify", file.toString(), "--from", "20", "--to", "380");
    CliRun beyond = CliRun.of("audit", "verify", file.toString(), "--from", "20", "--to", "900");

    assertThat(whole.code()).isEqualTo(ExitCodes.TAMPERED);
    assertThat(part.code()).isEqualTo(ExitCodes.OK);
    assertThat(part.out()).contains("361 in ");
    assertThat(beyond.out()).contains("TAMPERED@391", "the chain goes on to 900");
  }

  @Test
  void readsPackedAndSeveralFiles() throws IOException {
    Path first = folder.resolve("audit.1.log.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(first))) {
      out.write(GeneratedLog.bytes(LOG.text().subList(0, 100)));
    }
    Path second =
        Files.write(
            folder.resolve("audit.log"),
            GeneratedLog.bytes(LOG.text().subList(100, LOG.lines().size())));

    assertThat(CliRun.of("audit", "verify", first.toString(), second.toString()).code())
        .isEqualTo(ExitCodes.OK);
  }

  @Test
  void readsTheLogOfAPodWhenTold() throws IOException {
    List<String> mixed = new ArrayList<>();
    for (String line : LOG.text()) {
      mixed.add("2026-11-23T12:00:00.000Z INFO  OperatorProcess Leading ");
      mixed.add(line);
    }
    Files.write(file, GeneratedLog.bytes(mixed));

    assertThat(CliRun.of("audit", "verify", "--mixed", file.toString()).code())
        .isEqualTo(ExitCodes.OK);
    assertThat(CliRun.of("audit", "verify", file.toString()).code()).isEqualTo(ExitCodes.TAMPERED);
  }

  @Test
  void saysInOneLineWhatIsWrongWithItsArguments() throws IOException {
    Path noKey = Files.writeString(folder.resolve("key"), "no key\n");
    CheckpointFiles checkpoints = CheckpointFiles.of(LOG, folder, 100);

    CliRun missing = CliRun.of("audit", "verify", folder.resolve("none").toString());
    CliRun malformed =
        CliRun.of(
            "audit",
            "verify",
            file.toString(),
            "--checkpoints",
            checkpoints.notes().toString(),
            "--public-key",
            noKey.toString());
    CliRun backwards = CliRun.of("audit", "verify", file.toString(), "--from", "9", "--to", "3");

    assertThat(missing.code()).isEqualTo(ExitCodes.FAILED);
    assertThat(missing.err()).startsWith("keywright: there is no file ").hasLineCount(1);
    assertThat(malformed.code()).isEqualTo(ExitCodes.FAILED);
    assertThat(malformed.err()).contains("holds no public key").hasLineCount(1);
    assertThat(backwards.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(CliRun.of("audit").code()).isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void readsBackTheNotesItIsGiven() throws IOException {
    CheckpointFiles checkpoints = CheckpointFiles.of(LOG, folder, 100, 200, 300);

    List<SignedNote> notes = SignedNote.readAll(Files.readAllLines(checkpoints.notes()));

    assertThat(notes).hasSize(3);
    assertThat(Files.readString(checkpoints.notes()))
        .isEqualTo(String.join("\n", notes.stream().map(SignedNote::toString).toList()) + "\n");
  }

  private CliRun verify(CheckpointFiles checkpoints) {
    return CliRun.of(
        "audit",
        "verify",
        file.toString(),
        "--checkpoints",
        checkpoints.notes().toString(),
        "--public-key",
        checkpoints.key().toString());
  }
}
