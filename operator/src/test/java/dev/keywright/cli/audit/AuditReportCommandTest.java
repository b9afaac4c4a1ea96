package dev.keywright.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keywright.audit.AuditSamples;
import dev.keywright.audit.GeneratedLog;
import dev.keywright.audit.chain.AuditChain;
import dev.keywright.audit.record.Actor;
import dev.keywright.audit.record.AuditEntry;
import dev.keywright.audit.record.AuditObject;
import dev.keywright.audit.record.Circumstances;
import dev.keywright.audit.record.RecordDraft;
import dev.keywright.audit.record.Result;
import dev.keywright.audit.record.Result.Outcome;
import dev.keywright.audit.record.RotationRecords;
import dev.keywright.audit.record.Subject;
import dev.keywright.audit.record.TargetRecords;
import dev.keywright.audit.record.Trigger;
import dev.keywright.cli.CliRun;
import dev.keywright.core.Fingerprint;
import dev.keywright.core.Reason;
import dev.keywright.core.StoreReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditReportCommandTest {
  private static final Instant NOW = AuditSamples.NOON;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final List<String> lines = new ArrayList<>();
  private final AuditChain chain =
      new AuditChain(AuditSamples.CLUSTER, AuditSamples.PRODUCER, () -> NOW, Optional.empty());
  private long sequence;
  private Path file;

  @BeforeEach
  void writeLog() throws IOException {
    lines.add(chain.start().json());
    run("old", "db/old", Duration.ofDays(200), Optional.empty());
    run("fresh", "db/fresh", Duration.ofDays(3), Optional.empty());
    run("bad", "db/bad", Duration.ofDays(2), Optional.of(Reason.RotationFailed));
    Circumstances drift =
        Circumstances.at(NOW.minusSeconds(60)).after(Trigger.of(Trigger.Kind.Drift));
    append(
        AuditSamples.POLICY,
        TargetRecords.repaired(
            drift,
            AuditSamples.subject(),
            Optional.empty(),
            new Fingerprint("k1", "a".repeat(32)),
            Optional.of("kubectl-edit")));
    file = Files.write(folder.resolve("audit.log"), GeneratedLog.bytes(lines));
  }

  private void run(String name, String path, Duration ago, Optional<Reason> failure) {
    AuditObject object =
        AuditObject.namespaced("SecretRotation", "shop", name, AuditSamples.uid(name.hashCode()));
    Subject subject = Subject.of(Subject.Store.of(StoreReference.cluster("vault"), path));
    Circumstances when =
        Circumstances.at(NOW.minus(ago))
            .by(Actor.admitted(Actor.Kind.User, "=cmd|<b>alice</b>"))
            .after(Trigger.request("t-" + name, Optional.of("because")))
            .inRun(name);
    append(object, RotationRecords.requestAccepted(when, subject));
    append(object, RotationRecords.intended(when, subject, "Admitted", "Staged", 1));
    append(
        object,
        failure
            .map(reason -> RotationRecords.aborted(when, subject, "Staged", reason))
            .orElseGet(
                () ->
                    RotationRecords.done(
                        when,
                        subject,
                        List.of(),
                        Result.of(Outcome.Succeeded).step("Retired", "Done"))));
  }

  private void append(AuditObject object, RecordDraft draft) {
    lines.add(chain.append(object, AuditEntry.of(object, ++sequence, draft)).orElseThrow().json());
  }

  @Test
  void tellsWhatWasRotatedAndWhatIsOverdue() throws IOException {
    JsonNode report = JSON.readTree(report("-o", "json", "--since", "30d", "--max-age", "90d"));

    assertThat(report.get("rotations").findValuesAsText("name"))
        .containsExactly("shop/fresh", "shop/bad");
    assertThat(report.get("rotations").findValuesAsText("state"))
        .containsExactly("Done", "Aborted");
    assertThat(report.at("/credentials/0/path").asText()).isEqualTo("csecstore/vault:db/bad");
    assertThat(overdue(report)).containsExactly(true, false, true);
    assertThat(report.get("events").findValuesAsText("type"))
        .containsExactly("RotationDone", "RotationAborted", "TargetRepaired");
    assertThat(report.at("/events/2/detail").asText())
        .contains("edited by field manager kubectl-edit");
    assertThat(report.at("/log/intact").asBoolean()).isTrue();
  }

  private static List<Boolean> overdue(JsonNode report) {
    List<Boolean> overdue = new ArrayList<>();
    report.get("credentials").forEach(one -> overdue.add(one.get("overdue").asBoolean()));
    return overdue;
  }

  @Test
  void saysWhenTheLogWasChanged() throws IOException {
    lines.set(3, lines.get(3).replace("\"sequence\":3", "\"sequence\":4"));
    Files.write(file, GeneratedLog.bytes(lines));

    assertThat(JSON.readTree(report("-o", "json")).at("/log/intact").asBoolean()).isFalse();
    assertThat(report()).contains("<span class=\"bad\">TAMPERED</span>");
  }

  @Test
  void printsAPageThatLoadsNothingAndRunsNothing() throws Exception {
    String page = report("--since", "365d");

    assertThat(page)
        .contains("default-src 'none'", "&lt;b&gt;alice&lt;/b&gt; (verified)", "shop/old")
        .doesNotContain("<script", "<b>alice", "http://", "https://");
    String body = page.substring(page.indexOf("<body>"), page.indexOf("</html>"));
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(
            new java.io.ByteArrayInputStream(
                body.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  @Test
  void printsRowsThatNoSpreadsheetRuns() {
    assertThat(report("-o", "csv").lines().skip(1))
        .hasSize(2)
        .allMatch(row -> row.contains("\"'=cmd|<b>alice</b> (verified)\""));
  }

  @Test
  void tailPrintsTheLastRecordsAsLines() {
    List<String> tail =
        CliRun.of("audit", "tail", "-n", "2", file.toString()).out().lines().toList();
    List<String> ofType =
        CliRun.of("audit", "tail", "--type", "RotationAborted", file.toString())
            .out()
            .lines()
            .toList();

    assertThat(tail).hasSize(2);
    assertThat(tail.getLast()).contains("TargetRepaired", "SecretPolicy shop/orders-db");
    assertThat(ofType).singleElement().asString().contains("RotationFailed", "db/bad");
  }

  private String report(String... more) {
    List<String> arguments = new ArrayList<>(List.of("audit", "report", file.toString()));
    arguments.addAll(List.of(more));
    CliRun run = CliRun.of(arguments.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }
}
