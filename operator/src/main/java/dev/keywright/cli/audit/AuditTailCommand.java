package dev.keywright.cli.audit;

import dev.keywright.audit.json.MalformedLine;
import dev.keywright.audit.record.AuditRecord;
import dev.keywright.audit.record.AuditType;
import dev.keywright.audit.record.RecordReader;
import dev.keywright.cli.console.CommandFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints the last records of a log, one line each; follows standard input as it grows. */
@Command(
    name = "tail",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the last records, one line each. Does not check them: see verify.",
      "From a running operator: kubectl logs -f deploy/keywright | keywright audit tail -f -"
    })
public final class AuditTailCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private LogFiles files = new LogFiles();

  @Option(
      names = {"-n", "--lines"},
      defaultValue = "20",
      description = "How many. Default: ${DEFAULT-VALUE}.")
  private int lines = 20;

  @Option(
      names = {"-f", "--follow"},
      description = "Print every record as it arrives, until the input ends.")
  private boolean follow;

  @Option(
      names = "--type",
      split = ",",
      description = "Only these types: ${COMPLETION-CANDIDATES}.")
  private List<AuditType> types = List.of();

  @Override
  public Integer call() throws IOException, CommandFailure {
    if (lines < 1) {
      throw new ParameterException(spec.commandLine(), "--lines is 1 or more");
    }
    Set<AuditType> wanted =
        types.isEmpty() ? EnumSet.allOf(AuditType.class) : EnumSet.copyOf(types);
    PrintWriter out = spec.commandLine().getOut();
    ArrayDeque<String> last = new ArrayDeque<>();
    files.forEachRecordLine(
        line -> {
          String summary = summary(line, wanted);
          if (summary.isEmpty()) {
            return;
          }
          if (follow) {
            out.println(summary);
            out.flush();
            return;
          }
          if (last.size() == lines) {
            last.remove();
          }
          last.add(summary);
        });
    last.forEach(out::println);
    return 0;
  }

  private static String summary(String line, Set<AuditType> wanted) {
    try {
      AuditRecord record = RecordReader.read(line);
      return wanted.contains(record.draft().type()) ? RecordSummary.line(record) : "";
    } catch (MalformedLine e) {
      return "(not a record in its form: run keywright audit verify)";
    }
  }
}
