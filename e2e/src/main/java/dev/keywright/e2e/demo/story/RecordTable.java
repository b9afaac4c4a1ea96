package dev.keywright.e2e.demo.story;

import dev.keywright.audit.record.AuditRecord;
import dev.keywright.audit.record.RecordDraft;
import dev.keywright.audit.record.Result;
import dev.keywright.audit.record.Subject;
import dev.keywright.audit.record.Trigger;
import dev.keywright.e2e.demo.screen.Table;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Audit records as a person reads them: a row each. */
final class RecordTable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  private static final Map<String, String> SHORT_NAMES =
      Map.of(
          "SecretPolicy", "secpol",
          "SecretRotation", "secrot",
          "SecretStore", "secstore",
          "AuditEpoch", "trail");
  private static final Pattern UUID =
      Pattern.compile("([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private static final Set<Result.Outcome> EXPECTED =
      Set.of(Result.Outcome.Intended, Result.Outcome.Succeeded);

  /** What a run comes from; later records of a run do not repeat its trigger. */
  private static final String FIRST = "Requested";

  private RecordTable() {}

  /** All records, in their order. */
  static Table of(List<AuditRecord> records) {
    Table table = Table.of("SEQ", "UTC", "WHAT", "OBJECT", "BY", "DETAILS");
    for (AuditRecord record : records) {
      RecordDraft draft = record.draft();
      table.row(
          Long.toString(record.chain().seq()),
          TIME.format(draft.circumstances().occurred()),
          draft.type().name(),
          SHORT_NAMES.getOrDefault(record.object().kind(), record.object().kind())
              + "/"
              + record.object().name(),
          draft.circumstances().actor().username(),
          details(draft));
    }
    return table;
  }

  private static String details(RecordDraft draft) {
    List<String> details = new ArrayList<>();
    step(draft.result()).ifPresent(details::add);
    if (!EXPECTED.contains(draft.result().outcome())) {
      details.add(draft.result().outcome().name());
    }
    draft.result().reason().ifPresent(details::add);
    if (draft.result().from().filter(from -> !from.equals(FIRST)).isEmpty()) {
      draft.circumstances().trigger().map(RecordTable::trigger).ifPresent(details::add);
    }
    draft.subject().store().flatMap(RecordTable::versions).ifPresent(details::add);
    return String.join("; ", details);
  }

  private static Optional<String> step(Result result) {
    return result.to().map(to -> result.from().map(from -> from + " → " + to).orElse("→ " + to));
  }

  private static String trigger(Trigger trigger) {
    return trigger.kind()
        + trigger.key().map(key -> " " + shortened(key.replaceFirst("^request:", ""))).orElse("");
  }

  private static Optional<String> versions(Subject.Store store) {
    return store
        .versionAfter()
        .map(
            after ->
                "%s version %s%s"
                    .formatted(
                        store.reference().name(),
                        store.versionBefore().map(before -> before.id() + " → ").orElse(""),
                        after.id()));
  }

  /** Version ids of AWS are UUIDs; their beginning tells them apart. */
  private static String shortened(String text) {
    return UUID.matcher(text).replaceAll("$1…");
  }
}
