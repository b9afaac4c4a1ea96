package dev.keywright.e2e.demo.story;

import dev.keywright.audit.record.AuditRecord;
import dev.keywright.audit.record.RecordDraft;
import dev.keywright.audit.record.Result;
import dev.keywright.audit.record.Subject;
import dev.keywright.audit.record.Trigger;
import dev.keywright.e2e.demo.screen.Table;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Audit records as a person reads them: a row each. */
final class RecordTable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private RecordTable() {}

  /** All records, in their order. */
  static Table of(List<AuditRecord> records) {
    Table table = Table.of("SEQ", "TIME (UTC)", "WHAT", "OBJECT", "BY", "RESULT", "DETAILS");
    for (AuditRecord record : records) {
      RecordDraft draft = record.draft();
      table.row(
          Long.toString(record.chain().seq()),
          time(draft.circumstances().occurred()),
          draft.type().name(),
          record.object().kind() + "/" + record.object().name(),
          draft.circumstances().actor().username(),
          draft.result().outcome().name(),
          details(draft));
    }
    return table;
  }

  private static String time(Instant occurred) {
    return TIME.format(occurred);
  }

  private static String details(RecordDraft draft) {
    List<String> details = new ArrayList<>();
    step(draft.result()).ifPresent(details::add);
    draft.result().reason().ifPresent(details::add);
    draft.circumstances().trigger().map(RecordTable::trigger).ifPresent(details::add);
    draft.subject().store().flatMap(RecordTable::versions).ifPresent(details::add);
    draft.subject().secret().map(secret -> String.join(",", secret.keys())).ifPresent(details::add);
    return String.join("; ", details);
  }

  private static Optional<String> step(Result result) {
    return result.to().map(to -> result.from().map(from -> from + " → " + to).orElse("→ " + to));
  }

  private static String trigger(Trigger trigger) {
    return trigger.kind() + trigger.key().map(key -> " " + key).orElse("");
  }

  private static Optional<String> versions(Subject.Store store) {
    return store
        .versionAfter()
        .map(
            after ->
                store.reference().name()
                    + " version "
                    + store.versionBefore().map(before -> before.id() + " → ").orElse("")
                    + after.id());
  }
}
