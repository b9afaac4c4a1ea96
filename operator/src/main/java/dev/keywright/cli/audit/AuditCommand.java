package dev.keywright.cli.audit;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands on logs of the audit trail. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "Checks, proves and reads the audit trail.",
    subcommands = {
      AuditVerifyCommand.class,
      AuditProveCommand.class,
      AuditTailCommand.class,
      AuditReportCommand.class,
      AuditSchemaCommand.class
    })
public final class AuditCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Without a command there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command, for example: audit verify");
  }
}
