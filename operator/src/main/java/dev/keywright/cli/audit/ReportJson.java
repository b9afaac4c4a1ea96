package dev.keywright.cli.audit;

import dev.keywright.audit.json.CanonicalJson;
import dev.keywright.audit.record.AuditRecord;
import dev.keywright.cli.audit.AuditReport.Credential;
import dev.keywright.cli.audit.AuditReport.Rotation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A report for programs. */
final class ReportJson {
  private ReportJson() {}

  static String of(AuditReport report) {
    return CanonicalJson.of(
            Map.of(
                "since", report.since().toString(),
                "asOf", report.asOf().toString(),
                "maxAge", report.maxAge().toString(),
                "log",
                    Map.of(
                        "intact", report.log().isIntact(),
                        "complete", report.log().isComplete(),
                        "forked", !report.log().forks().isEmpty(),
                        "anchoredTo", report.log().anchoring().anchoredTo(),
                        "records", report.log().counts().records()),
                "rotations", report.rotations().stream().map(ReportJson::rotation).toList(),
                "credentials", report.credentials().stream().map(ReportJson::credential).toList(),
                "events", report.events().stream().map(ReportJson::event).toList()))
        + "\n";
  }

  private static Map<String, Object> rotation(Rotation run) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", run.name());
    tree.put("path", run.path());
    tree.put("actor", run.actor());
    tree.put("trigger", run.trigger());
    tree.put("began", run.began().toString());
    put(tree, "ended", run.ended());
    tree.put("state", run.state());
    tree.put("reason", run.reason());
    return tree;
  }

  private static Map<String, Object> credential(Credential credential) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("path", credential.path());
    put(tree, "lastDone", credential.lastDone());
    tree.put("done", credential.done());
    tree.put("failed", credential.failed());
    tree.put("overdue", credential.isOverdue());
    return tree;
  }

  private static Map<String, Object> event(AuditRecord record) {
    return Map.of(
        "id", record.id().toString(),
        "seq", record.chain().seq(),
        "occurred", record.draft().circumstances().occurred().toString(),
        "type", record.draft().type().name(),
        "severity", record.draft().type().severity().name(),
        "about", RecordSummary.about(record),
        "actor", RecordSummary.actor(record),
        "detail", RecordSummary.detail(record));
  }

  private static void put(Map<String, Object> tree, String name, Optional<Instant> instant) {
    instant.ifPresent(present -> tree.put(name, present.toString()));
  }
}
