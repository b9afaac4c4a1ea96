package dev.keywright;

import dev.keywright.config.OperatorOptions;
import dev.keywright.config.OperatorSettings;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The operator process. Everything it consists of is put together in {@link OperatorProcess}. */
@Command(
    name = "keywright-operator",
    mixinStandardHelpOptions = true,
    versionProvider = KeywrightMain.Version.class,
    description =
        "Syncs, rotates and audits secrets from Vault and AWS Secrets Manager in Kubernetes.")
public final class KeywrightMain implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(KeywrightMain.class);

  @Mixin private final OperatorOptions options = new OperatorOptions();

  /**
   * Runs until the process is asked to stop. Exit code 0 after an orderly stop, 1 when the start
   * failed, 2 for a wrong flag.
   */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new KeywrightMain())
            .setExecutionExceptionHandler(KeywrightMain::explain)
            .execute(args));
  }

  @Override
  public Integer call() throws Exception {
    OperatorSettings settings = options.settings();
    OperatorProcess process = new OperatorProcess(settings);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(process::stop));
    process.start();
    process.awaitStop();
    return 0;
  }

  /** One line for people; the stack trace goes to the log. */
  private static int explain(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    LOG.error("The operator could not start", failure);
    boolean isWrongFlag = failure instanceof IllegalArgumentException;
    command
        .getErr()
        .println(
            "keywright-operator: "
                + (isWrongFlag ? failure.getMessage() : "could not start; the log says why"));
    return isWrongFlag ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
  }

  /** The version from the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"keywright " + OperatorProcess.version()};
    }
  }
}
