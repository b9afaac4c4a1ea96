package dev.keywright.cli.audit;

import dev.keywright.audit.record.AuditRecord;
import dev.keywright.audit.record.AuditType;
import dev.keywright.audit.record.Severity;
import dev.keywright.audit.verify.Verification;
import dev.keywright.cli.audit.AuditReport.Credential;
import dev.keywright.cli.audit.AuditReport.Rotation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Gathers a report from records in the order of the log. Records sent twice count once. */
final class ReportBuilder {
  private final Map<String, Rotation> runs = new LinkedHashMap<>();
  private final List<AuditRecord> events = new ArrayList<>();
  private final Set<UUID> seen = new HashSet<>();
  private Instant newest = Instant.EPOCH;

  void add(AuditRecord record) {
    newest = newest.isBefore(record.recorded()) ? record.recorded() : newest;
    boolean isTold = record.draft().type().severity() != Severity.Info || isRun(record);
    if (!isTold || !seen.add(record.id())) {
      return;
    }
    events.add(record);
    if (isRun(record)) {
      runs.merge(name(record), begun(record), (known, now) -> continued(known, record));
    }
  }

  /** When the last record was written. */
  Instant newest() {
    return newest;
  }

  private static boolean isRun(AuditRecord record) {
    return switch (record.draft().type()) {
      case RotationRequestAccepted,
          RotationRequestRefused,
          RotationPhaseIntended,
          RotationPhaseEnded,
          RotationHeld,
          RotationAborted,
          RotationDone ->
          true;
      default -> false;
    };
  }

  private static String name(AuditRecord record) {
    return record.object().namespace().map(space -> space + "/").orElse("")
        + record.object().name();
  }

  private static Rotation begun(AuditRecord record) {
    Instant occurred = record.draft().circumstances().occurred();
    return continued(
        new Rotation(
            name(record),
            "",
            RecordSummary.actor(record),
            RecordSummary.trigger(record),
            occurred,
            Optional.empty(),
            "Running",
            ""),
        record);
  }

  private static Rotation continued(Rotation run, AuditRecord record) {
    Optional<String> state = state(record.draft().type());
    boolean isEnd = state.isPresent() && record.draft().type() != AuditType.RotationHeld;
    return new Rotation(
        run.name(),
        RecordSummary.path(record).orElse(run.path()),
        run.actor(),
        run.trigger(),
        run.began(),
        isEnd ? Optional.of(record.draft().circumstances().occurred()) : run.ended(),
        state.orElse(run.ended().isPresent() ? run.state() : "Running"),
        record.draft().result().reason().orElse(state.isPresent() ? "" : run.reason()));
  }

  private static Optional<String> state(AuditType type) {
    return switch (type) {
      case RotationDone -> Optional.of("Done");
      case RotationAborted -> Optional.of("Aborted");
      case RotationHeld -> Optional.of("Held");
      case RotationRequestRefused -> Optional.of("Refused");
      default -> Optional.empty();
    };
  }

  AuditReport build(Instant since, Instant asOf, Duration maxAge, Verification log) {
    return new AuditReport(
        since,
        asOf,
        maxAge,
        log,
        runs.values().stream()
            .filter(run -> !run.began().isAfter(asOf))
            .filter(run -> run.ended().map(end -> !end.isBefore(since)).orElse(true))
            .toList(),
        credentials(asOf, maxAge),
        events.stream()
            .filter(event -> isWithin(event.draft().circumstances().occurred(), since, asOf))
            .filter(event -> event.draft().type().severity() != Severity.Info)
            .toList());
  }

  private static boolean isWithin(Instant instant, Instant since, Instant asOf) {
    return !instant.isBefore(since) && !instant.isAfter(asOf);
  }

  private List<Credential> credentials(Instant asOf, Duration maxAge) {
    Map<String, List<Rotation>> byPath = new TreeMap<>();
    runs.values().stream()
        .filter(run -> !run.path().isEmpty() && !run.began().isAfter(asOf))
        .forEach(run -> byPath.computeIfAbsent(run.path(), path -> new ArrayList<>()).add(run));
    return byPath.entrySet().stream()
        .map(entry -> credential(entry.getKey(), entry.getValue(), asOf.minus(maxAge)))
        .toList();
  }

  private static Credential credential(String path, List<Rotation> runs, Instant oldest) {
    List<Instant> done =
        runs.stream()
            .filter(run -> run.state().equals("Done"))
            .flatMap(run -> run.ended().stream())
            .sorted()
            .toList();
    Optional<Instant> last = done.isEmpty() ? Optional.empty() : Optional.of(done.getLast());
    long failed =
        runs.stream()
            .filter(run -> run.state().equals("Aborted") || run.state().equals("Refused"))
            .count();
    return new Credential(
        path,
        last,
        done.size(),
        (int) failed,
        last.map(instant -> instant.isBefore(oldest)).orElse(true));
  }
}
