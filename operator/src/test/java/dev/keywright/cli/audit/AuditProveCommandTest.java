package dev.keywright.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keywright.audit.GeneratedLog;
import dev.keywright.audit.checkpoint.Checkpoint;
import dev.keywright.audit.checkpoint.SignedNote;
import dev.keywright.audit.merkle.InclusionProof;
import dev.keywright.audit.record.AuditRecord;
import dev.keywright.audit.record.RecordReader;
import dev.keywright.cli.CliRun;
import dev.keywright.cli.console.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditProveCommandTest {
  private static final GeneratedLog LOG = GeneratedLog.of(7, 400, false);

  @TempDir private Path folder;
  private Path file;
  private CheckpointFiles checkpoints;

  @BeforeEach
  void writeLog() throws IOException {
    file = Files.write(folder.resolve("audit.log"), LOG.bytes());
    checkpoints = CheckpointFiles.of(LOG, folder, 100, 301);
  }

  @Test
  void printsAProofThatOthersCanCheck() throws Exception {
    AuditRecord record = RecordReader.read(LOG.text().get(137));

    CliRun run = prove(record.id().toString());

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCodes.OK);
    List<String> lines = run.out().lines().toList();
    assertThat(lines.get(0)).isEqualTo("c2sp.org/tlog-proof@v1");
    assertThat(lines.get(1)).isEqualTo("index 137");
    int empty = lines.indexOf("");
    List<String> path =
        lines.subList(2, empty).stream()
            .map(hash -> HexFormat.of().formatHex(Base64.getDecoder().decode(hash)))
            .toList();
    SignedNote note = SignedNote.readAll(lines.subList(empty + 1, lines.size())).getFirst();
    Checkpoint checkpoint = Checkpoint.parse(note.text()).orElseThrow();
    assertThat(checkpoint).isEqualTo(LOG.checkpointAfter(300));
    assertThat(new InclusionProof(137, 301, path).rootFrom(record.chain().hash()))
        .isEqualTo(checkpoint.root());
  }

  @Test
  void printsJsonWithTheRecord() throws Exception {
    AuditRecord record = RecordReader.read(LOG.text().get(5));

    JsonNode json = new ObjectMapper().readTree(prove(record.id().toString(), "-o", "json").out());

    assertThat(json.get("record").asText()).isEqualTo(LOG.text().get(5));
    assertThat(json.get("leaf").asText()).isEqualTo(record.chain().hash());
    assertThat(json.get("size").asLong()).isEqualTo(301);
  }

  @Test
  void provesRecordsOfALogWithCrashes() throws Exception {
    GeneratedLog crashed = GeneratedLog.of(5, 600, true);
    file = Files.write(folder.resolve("audit.log"), crashed.bytes());
    long head = crashed.lastHead().seq();
    checkpoints = CheckpointFiles.ofWhole(crashed, folder);

    for (int line = 0; line < crashed.lines().size(); line += 53) {
      AuditRecord record = RecordReader.read(crashed.text().get(line));
      CliRun run = prove(record.id().toString());
      assertThat(run.code()).as(line + run.err()).isEqualTo(ExitCodes.OK);
      assertThat(run.out()).contains("\n" + head + "\n");
    }
  }

  @Test
  void saysWhyThereIsNoProof() throws Exception {
    String covered = RecordReader.read(LOG.text().get(5)).id().toString();
    String notYet = RecordReader.read(LOG.text().get(350)).id().toString();

    assertThat(prove("00000000-0000-5000-8000-000000000000").code()).isEqualTo(ExitCodes.NOT_FOUND);
    assertThat(prove(notYet).code()).isEqualTo(ExitCodes.UNANCHORED);
    List<String> lines = LOG.text();
    lines.remove(50);
    Files.write(file, GeneratedLog.bytes(lines));
    assertThat(prove(covered).code()).isEqualTo(ExitCodes.INCOMPLETE);
    Files.write(file, GeneratedLog.bytes(GeneratedLog.of(8, 400, false).text()));
    String forged = RecordReader.read(GeneratedLog.of(8, 400, false).text().get(7)).id().toString();
    assertThat(prove(forged).code()).isEqualTo(ExitCodes.TAMPERED);
    assertThat(CliRun.of("audit", "prove", file.toString(), "--id", covered).code())
        .isEqualTo(ExitCodes.FAILED);
  }

  private CliRun prove(String id, String... more) {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of(
                "audit",
                "prove",
                file.toString(),
                "--id",
                id,
                "--checkpoints",
                checkpoints.notes().toString(),
                "--public-key",
                checkpoints.key().toString()));
    arguments.addAll(List.of(more));
    return CliRun.of(arguments.toArray(String[]::new));
  }
}
