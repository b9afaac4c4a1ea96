package dev.keywright.cli;

import dev.keywright.cli.audit.AuditCommand;
import dev.keywright.cli.console.CommandFailure;
import dev.keywright.cli.console.ExitCodes;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line for people. Values of secrets are never printed, by no command. Colour is used
 * on a terminal only, and never with {@code NO_COLOR} set. Exit codes: {@link ExitCodes}.
 */
@Command(
    name = "keywright",
    mixinStandardHelpOptions = true,
    versionProvider = KeywrightCli.Version.class,
    description = "Looks at what Keywright did, and proves it.",
    subcommands = AuditCommand.class)
public final class KeywrightCli implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    System.exit(execute(writer(System.out), writer(System.err), args));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }

  /**
   * Runs one command.
   *
   * @return its exit code
   */
  public static int execute(PrintWriter out, PrintWriter err, String... args) {
    int code =
        new CommandLine(new KeywrightCli())
            .setOut(out)
            .setErr(err)
            .setExecutionExceptionHandler(KeywrightCli::explain)
            .execute(args);
    out.flush();
    err.flush();
    return code;
  }

  /** Without a command there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command, for example: audit verify");
  }

  /** One line for people. */
  private static int explain(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    command.getErr().println("keywright: " + sentence(failure));
    return ExitCodes.FAILED;
  }

  private static String sentence(Exception failure) {
    return switch (failure) {
      case CommandFailure known -> known.sentence();
      case NoSuchFileException missing -> "there is no file " + missing.getFile();
      case IOException unreadable -> "a file cannot be read: " + unreadable.getMessage();
      default -> "it broke: " + failure.getClass().getSimpleName();
    };
  }

  /** The version from the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = KeywrightCli.class.getPackage().getImplementationVersion();
      return new String[] {"keywright " + (version == null ? "development" : version)};
    }
  }
}
