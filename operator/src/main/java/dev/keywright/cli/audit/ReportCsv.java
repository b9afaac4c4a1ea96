package dev.keywright.cli.audit;

import dev.keywright.cli.audit.AuditReport.Rotation;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report as CSV (RFC 4180): one row for each rotation. */
final class ReportCsv {
  private ReportCsv() {}

  static String of(AuditReport report) {
    Stream<String> head =
        Stream.of(
            row(
                List.of(
                    "rotation", "path", "actor", "trigger", "began", "ended", "state", "reason")));
    return Stream.concat(head, report.rotations().stream().map(ReportCsv::row))
        .collect(Collectors.joining("\r\n", "", "\r\n"));
  }

  private static String row(Rotation run) {
    return row(
        List.of(
            run.name(),
            run.path(),
            run.actor(),
            run.trigger(),
            run.began().toString(),
            run.ended().map(Instant::toString).orElse(""),
            run.state(),
            run.reason()));
  }

  private static String row(List<String> cells) {
    return cells.stream().map(ReportCsv::cell).collect(Collectors.joining(","));
  }

  /** A cell that a spreadsheet would take for a formula gets an apostrophe in front. */
  private static String cell(String text) {
    boolean isFormula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    return "\"" + (isFormula ? "'" : "") + text.replace("\"", "\"\"") + "\"";
  }
}
