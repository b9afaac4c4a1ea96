package dev.keywright.cli.audit;

import dev.keywright.audit.json.MalformedLine;
import dev.keywright.audit.record.RecordReader;
import dev.keywright.audit.verify.AuditVerifier;
import dev.keywright.audit.verify.Expectation;
import dev.keywright.audit.verify.Verification;
import dev.keywright.cli.console.CommandFailure;
import dev.keywright.core.Durations;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells what a log says about a period. Reads the log twice: once to check it, once to tell. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description =
        "What was rotated, by whom, what is overdue, what was refused or edited, and whether the"
            + " log is whole.")
public final class AuditReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private LogFiles files = new LogFiles();
  @Mixin private Witnesses witnesses = new Witnesses();

  @Option(
      names = "--since",
      defaultValue = "30d",
      paramLabel = "T",
      description = "Begin of the period: an age such as 30d, or an instant. Default: 30d.")
  private String since = "30d";

  @Option(
      names = "--as-of",
      paramLabel = "T",
      description = "End of the period, an instant. Default: when the last record was written.")
  private @Nullable String asOf;

  @Option(
      names = "--max-age",
      defaultValue = "90d",
      paramLabel = "D",
      description = "A credential rotated longer ago than this is overdue. Default: 90d.")
  private String maxAge = "90d";

  @Option(
      names = {"-o", "--output"},
      defaultValue = "html",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private ReportFormat output = ReportFormat.html;

  @Override
  public Integer call() throws IOException, CommandFailure {
    files.requireRereadable();
    Duration allowed = duration("--max-age", maxAge);
    Verification log = check();
    ReportBuilder builder = new ReportBuilder();
    files.forEachRecordLine(line -> read(line, builder));
    Instant end = asOf == null ? builder.newest() : instant("--as-of", asOf);
    Instant begin = begin(end);
    AuditReport report = builder.build(begin, end, allowed, log);
    String text =
        switch (output) {
          case csv -> ReportCsv.of(report);
          case json -> ReportJson.of(report);
          case html -> new ReportHtml(report).page();
        };
    spec.commandLine().getOut().print(text);
    return 0;
  }

  private Instant begin(Instant end) throws CommandFailure {
    Optional<Duration> age = Durations.parse(since);
    return age.isPresent() ? end.minus(age.get()) : instant("--since", since);
  }

  private Verification check() throws IOException, CommandFailure {
    AuditVerifier verifier =
        new AuditVerifier(
            Expectation.nothing()
                .with(witnesses.read().map(Witnesses.Evidence::checkpoints).orElse(List.of())));
    files.forEach(files.isMixed() ? verifier::readMixed : verifier::read);
    return verifier.finish();
  }

  /** A line that is no record is counted by the check; there is nothing to tell about it. */
  private static void read(String line, ReportBuilder builder) {
    try {
      builder.add(RecordReader.read(line));
    } catch (MalformedLine e) {
      return;
    }
  }

  private static Duration duration(String flag, String text) throws CommandFailure {
    return Durations.parse(text)
        .orElseThrow(
            () -> new CommandFailure(flag + " " + text + " is not a duration: write 90d or 12h"));
  }

  private static Instant instant(String flag, String text) throws CommandFailure {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new CommandFailure(flag + " " + text + " is neither: write 2026-11-23T12:00:00Z");
    }
  }
}
