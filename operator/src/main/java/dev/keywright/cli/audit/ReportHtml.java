package dev.keywright.cli.audit;

import dev.keywright.audit.record.AuditRecord;
import dev.keywright.audit.record.Severity;
import dev.keywright.cli.audit.AuditReport.Credential;
import dev.keywright.cli.audit.AuditReport.Rotation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A report as one page: no script, nothing loaded from anywhere, readable in print. Every text from
 * a record is escaped, and the page's own policy forbids all but its styles.
 */
final class ReportHtml {
  private static final int TIMELINE_WIDTH = 960;
  private static final int TIMELINE_HEIGHT = 64;
  private static final String STYLE =
      """
      body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:62rem;padding:0 1rem;color:#1c2330;background:#fff}
      h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .5rem}
      p.sub{color:#5a6475;margin:.2rem 0 1.5rem}
      .cards{display:flex;flex-wrap:wrap;gap:.75rem}
      .card{border:1px solid #d7dce5;border-radius:8px;padding:.6rem .9rem;min-width:8.5rem}
      .card b{display:block;font-size:1.3rem}.card span{color:#5a6475;font-size:.85rem}
      table{border-collapse:collapse;width:100%;font-size:.88rem}
      th{text-align:left;color:#5a6475;font-weight:600}
      th,td{padding:.35rem .6rem;border-bottom:1px solid #e6e9ef;vertical-align:top;overflow-wrap:anywhere}
      .ok{color:#11693c}.bad{color:#a5191f;font-weight:600}.warn{color:#8a5300;font-weight:600}
      svg{width:100%;height:auto;border:1px solid #d7dce5;border-radius:8px}
      @media (prefers-color-scheme:dark){body{background:#12161e;color:#e3e7ef}p.sub,.card span,th{color:#9aa5b8}
      .card,svg{border-color:#303848}th,td{border-color:#262d3a}.ok{color:#6fd19a}.bad{color:#ff8a8f}.warn{color:#f0b65c}}
      """;

  private final AuditReport report;
  private final StringBuilder page = new StringBuilder(1 << 14);

  ReportHtml(AuditReport report) {
    this.report = report;
  }

  String page() {
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .append("style-src 'unsafe-inline'\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width\">\n")
        .append("<title>Keywright audit report</title>\n<style>\n")
        .append(STYLE)
        .append("</style></head><body>\n<h1>Keywright audit report</h1>\n<p class=\"sub\">")
        .append(escape(report.since() + " to " + report.asOf()))
        .append("</p>\n");
    cards();
    timeline();
    overdue();
    rotations();
    credentials();
    events();
    return page.append("</body></html>\n").toString();
  }

  private void cards() {
    page.append("<div class=\"cards\">\n");
    card(verdict(report.log().isIntact(), "intact", "TAMPERED"), "integrity of the log");
    card(verdict(report.log().isComplete(), "whole", "INCOMPLETE"), "completeness");
    long anchored = report.log().anchoring().anchoredTo();
    card(
        verdict(anchored > 0, "to " + anchored, "not given"),
        "checkpoints; " + report.log().counts().records() + " records");
    long done = report.rotations().stream().filter(run -> run.state().equals("Done")).count();
    card(escape(Long.toString(done)), "rotations done");
    card(
        verdict(done == report.rotations().size(), "0", report.rotations().size() - done + ""),
        "rotations not done");
    card(
        verdict(report.overdue().isEmpty(), "0", report.overdue().size() + ""),
        "overdue, older than " + days(report.maxAge()));
    page.append("</div>\n");
  }

  private static String days(Duration age) {
    return age.toDays() > 0 ? age.toDays() + " d" : age.toHours() + " h";
  }

  private static String verdict(boolean isGood, String good, String bad) {
    return isGood
        ? "<span class=\"ok\">" + escape(good) + "</span>"
        : "<span class=\"bad\">" + escape(bad) + "</span>";
  }

  private void card(String markup, String label) {
    page.append("<div class=\"card\"><b>")
        .append(markup)
        .append("</b><span>")
        .append(escape(label))
        .append("</span></div>\n");
  }

  private void timeline() {
    page.append("<h2>Timeline</h2>\n<svg role=\"img\" aria-label=\"Timeline\" viewBox=\"0 0 ")
        .append(TIMELINE_WIDTH + " " + TIMELINE_HEIGHT)
        .append("\"><line x1=\"0\" x2=\"960\" y1=\"32\" y2=\"32\" stroke=\"#9aa5b8\"/>\n");
    for (Rotation run : report.rotations()) {
      double from = place(run.began());
      double to = place(run.ended().orElse(report.asOf()));
      mark(
          String.format(
              Locale.ROOT,
              "<rect x=\"%.1f\" y=\"22\" width=\"%.1f\" height=\"20\" rx=\"3\" fill=\"%s\">",
              from,
              Math.max(4, to - from),
              run.state().equals("Done") ? "#2c9a62" : "#d0871b"),
          run.name() + " " + run.state() + ", " + run.began(),
          "</rect>");
    }
    for (AuditRecord event : report.events()) {
      if (event.draft().type().severity().compareTo(Severity.Warning) >= 0) {
        Instant occurred = event.draft().circumstances().occurred();
        mark(
            String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"32\" r=\"5\" fill=\"#c4313a\">",
                place(occurred)),
            event.draft().type() + " " + RecordSummary.about(event) + ", " + occurred,
            "</circle>");
      }
    }
    page.append("</svg>\n<p class=\"sub\">Bars are rotations: green when done, amber when not. ")
        .append("Red points are warnings.</p>\n");
  }

  private void mark(String open, String title, String close) {
    page.append(open).append("<title>").append(escape(title)).append("</title>").append(close);
    page.append('\n');
  }

  private double place(Instant instant) {
    double length = Math.max(1, Duration.between(report.since(), report.asOf()).toMillis());
    double at = Duration.between(report.since(), instant).toMillis() / length;
    return Math.clamp(at, 0.0, 1.0) * (TIMELINE_WIDTH - 8) + 4;
  }

  private void overdue() {
    page.append("<h2>Overdue</h2>\n");
    table(
        List.of("Path", "Last rotated"),
        report.overdue().stream()
            .map(one -> List.of(escape(one.path()), escape(lastDone(one))))
            .toList());
  }

  private void rotations() {
    page.append("<h2>Rotations</h2>\n");
    table(
        List.of("Began", "Rotation", "Path", "By", "Trigger", "State", "Ended"),
        report.rotations().stream().map(ReportHtml::cells).toList());
  }

  private static List<String> cells(Rotation run) {
    String state = run.state() + (run.reason().isEmpty() ? "" : ", " + run.reason());
    return List.of(
        escape(run.began().toString()),
        escape(run.name()),
        escape(run.path()),
        escape(run.actor()),
        escape(run.trigger()),
        verdict(run.state().equals("Done"), state, state),
        escape(run.ended().map(Instant::toString).orElse("")));
  }

  private void credentials() {
    page.append("<h2>Credentials</h2>\n");
    table(
        List.of("Path", "Last rotated", "Done", "Failed"),
        report.credentials().stream()
            .map(
                one ->
                    List.of(
                        escape(one.path()),
                        escape(lastDone(one)),
                        Integer.toString(one.done()),
                        Integer.toString(one.failed())))
            .toList());
  }

  private static String lastDone(Credential one) {
    return one.lastDone().map(Instant::toString).orElse("not within this log");
  }

  private void events() {
    page.append("<h2>Events</h2>\n");
    table(
        List.of("Occurred", "Seq", "Type", "About", "By", "Detail"),
        report.events().stream()
            .map(
                event ->
                    List.of(
                        escape(event.draft().circumstances().occurred().toString()),
                        Long.toString(event.chain().seq()),
                        severity(event),
                        escape(RecordSummary.about(event)),
                        escape(RecordSummary.actor(event)),
                        escape(RecordSummary.detail(event))))
            .toList());
  }

  private static String severity(AuditRecord event) {
    String style =
        switch (event.draft().type().severity()) {
          case Info, Notice -> "";
          case Warning -> "warn";
          case Critical -> "bad";
        };
    return "<span class=\"" + style + "\">" + escape(event.draft().type().name()) + "</span>";
  }

  private void table(List<String> heads, List<List<String>> rows) {
    if (rows.isEmpty()) {
      page.append("<p>None.</p>\n");
      return;
    }
    page.append("<table><thead><tr>");
    heads.forEach(head -> page.append("<th>").append(escape(head)).append("</th>"));
    page.append("</tr></thead><tbody>\n");
    for (List<String> row : rows) {
      page.append("<tr>");
      row.forEach(cell -> page.append("<td>").append(cell).append("</td>"));
      page.append("</tr>\n");
    }
    page.append("</tbody></table>\n");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
