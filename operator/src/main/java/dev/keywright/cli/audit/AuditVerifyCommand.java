package dev.keywright.cli.audit;

import dev.keywright.audit.verify.AuditVerifier;
import dev.keywright.audit.verify.Expectation;
import dev.keywright.audit.verify.SeqWindow;
import dev.keywright.cli.console.CommandFailure;
import dev.keywright.cli.console.ExitCodes;
import dev.keywright.cli.console.OutputFormat;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Checks a log. Reads each file once, in constant memory. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Checks a log: that no record was changed, that none is missing, and how far others have"
          + " seen it.",
      "A log is one chain. Without checkpoints a cut end cannot be noticed."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:Nothing to object to.",
      "1:It could not be checked.",
      "2:A wrong flag.",
      "10:TAMPERED: a line is not as it was written.",
      "11:INCOMPLETE: records are missing, or the end is.",
      "12:FORKED: two processes continued one chain.",
      "13:UNANCHORED: a checkpoint that was given cannot be believed."
    })
public final class AuditVerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private LogFiles files = new LogFiles();
  @Mixin private Witnesses witnesses = new Witnesses();

  @Option(
      names = "--from",
      defaultValue = "1",
      paramLabel = "S",
      description = "First sequence to check. Default: ${DEFAULT-VALUE}.")
  private long from = 1;

  @Option(
      names = "--to",
      paramLabel = "S",
      description = "Last sequence to check. Default: the end.")
  private long to = SeqWindow.WHOLE.to();

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private OutputFormat output = OutputFormat.text;

  @Override
  public Integer call() throws IOException, CommandFailure {
    if (from < 1 || to < from) {
      throw new ParameterException(
          spec.commandLine(), "--from is 1 or more, and --to is not before it");
    }
    Optional<Witnesses.Evidence> evidence = witnesses.read();
    Expectation expected =
        Expectation.nothing()
            .within(new SeqWindow(from, to))
            .with(evidence.map(Witnesses.Evidence::checkpoints).orElse(List.of()));
    AuditVerifier verifier = new AuditVerifier(expected);
    files.forEach(files.isMixed() ? verifier::readMixed : verifier::read);
    Verdict verdict = new Verdict(verifier.finish(), evidence);
    switch (output) {
      case text ->
          new VerdictText(verdict, spec.commandLine().getColorScheme().ansi())
              .print(spec.commandLine().getOut());
      case json -> spec.commandLine().getOut().println(VerdictJson.of(verdict));
    }
    return exitCode(verdict);
  }

  private static int exitCode(Verdict verdict) {
    if (!verdict.found().isIntact()) {
      return ExitCodes.TAMPERED;
    }
    if (!verdict.found().forks().isEmpty()) {
      return ExitCodes.FORKED;
    }
    if (!verdict.found().isComplete()) {
      return ExitCodes.INCOMPLETE;
    }
    return verdict.isAnchoredAsAsked() ? ExitCodes.OK : ExitCodes.UNANCHORED;
  }
}
