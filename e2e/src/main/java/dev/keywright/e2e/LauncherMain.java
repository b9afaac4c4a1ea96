package dev.keywright.e2e;

import dev.keywright.e2e.bench.BenchCommand;
import dev.keywright.e2e.demo.DemoCommand;
import dev.keywright.e2e.image.ImageCommand;
import dev.keywright.e2e.install.InstallCommand;
import dev.keywright.e2e.launcher.command.DownCommand;
import dev.keywright.e2e.launcher.command.EnvCommand;
import dev.keywright.e2e.launcher.command.KillCommand;
import dev.keywright.e2e.launcher.command.LogsCommand;
import dev.keywright.e2e.launcher.command.RestartCommand;
import dev.keywright.e2e.launcher.command.UpCommand;
import dev.keywright.e2e.launcher.model.LauncherFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** What {@code ./run} hands over to: every command that is more than a call of Maven. */
@Command(
    name = "./run",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      BenchCommand.class,
      ImageCommand.class,
      InstallCommand.class,
      UpCommand.class,
      DownCommand.class,
      EnvCommand.class,
      LogsCommand.class,
      KillCommand.class,
      RestartCommand.class,
    },
    description = "Keywright on real components.")
public final class LauncherMain {
  private static final int FAILED = 1;

  /** The operator, whose classes are on the class path too, logs to standard output. */
  private static final String LOGGING = "logback-launcher.xml";

  private LauncherMain() {}

  /**
   * Runs one command. Exit code 0 when it did what it says, 1 when it could not (one line says what
   * is missing and the way out), 2 for a wrong flag or name.
   */
  public static void main(String[] args) {
    System.setProperty("logback.configurationFile", LOGGING);
    System.exit(commands().execute(args));
  }

  /** Every command, with failures in one line. */
  static CommandLine commands() {
    CommandLine commands = new CommandLine(new LauncherMain());
    commands.setExecutionExceptionHandler(LauncherMain::explain);
    commands.setParameterExceptionHandler(LauncherMain::correct);
    return commands;
  }

  /** A {@link LauncherFailure} is one line for a person; anything else is our bug. */
  private static int explain(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    if (isEnding()) {
      return FAILED;
    }
    if (failure instanceof LauncherFailure) {
      command.getErr().println("run: " + failure.getMessage());
    } else {
      failure.printStackTrace(command.getErr());
    }
    return FAILED;
  }

  private static int correct(ParameterException mistake, String[] args) {
    CommandLine command = mistake.getCommandLine();
    command
        .getErr()
        .println(
            "run: %s (see %s --help)"
                .formatted(mistake.getMessage(), command.getCommandSpec().qualifiedName()));
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /** After Ctrl-C work fails because it was ended: that is no news. */
  private static boolean isEnding() {
    Thread probe = Thread.ofPlatform().unstarted(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
