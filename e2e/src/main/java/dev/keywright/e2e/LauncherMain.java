package dev.keywright.e2e;

import dev.keywright.e2e.image.ImageCommand;
import dev.keywright.e2e.install.InstallCommand;
import dev.keywright.e2e.launcher.model.LauncherFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What {@code ./run} hands over to: every command that is more than a call of Maven. */
@Command(
    name = "./run",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ImageCommand.class,
      InstallCommand.class,
    },
    description = "Keywright on real components.")
public final class LauncherMain {
  private static final int FAILED = 1;

  private LauncherMain() {}

  /**
   * Runs one command. Exit code 0 when it did what it says, 1 when it could not (one line says what
   * is missing and the way out), 2 for a wrong flag.
   */
  public static void main(String[] args) {
    CommandLine commands = new CommandLine(new LauncherMain());
    commands.setExecutionExceptionHandler(LauncherMain::explain);
    System.exit(commands.execute(args));
  }

  /** A {@link LauncherFailure} is one line for a person; anything else is our bug. */
  private static int explain(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    if (failure instanceof LauncherFailure) {
      command.getErr().println("run: " + failure.getMessage());
    } else {
      failure.printStackTrace(command.getErr());
    }
    return FAILED;
  }
}
