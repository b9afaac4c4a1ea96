package dev.keywright.e2e.launcher.command;

import dev.keywright.e2e.launcher.DetachedRun;
import dev.keywright.e2e.launcher.RealComponents;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./run env}: nothing but lines for the shell on standard output. */
@Command(
    name = "env",
    mixinStandardHelpOptions = true,
    description = {
      "Prints what points kubectl, vault and aws at the components:",
      "  eval \"$$(./run env)\""
    })
public final class EnvCommand implements Runnable {
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    RealComponents components = DetachedRun.here().require();
    ShellEnvironment.of(components.directory(), components.facts())
        .exports()
        .forEach(spec.commandLine().getOut()::println);
  }
}
