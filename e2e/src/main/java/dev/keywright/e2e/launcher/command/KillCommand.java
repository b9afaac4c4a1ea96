package dev.keywright.e2e.launcher.command;

import dev.keywright.e2e.launcher.DetachedRun;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.model.LauncherFailure;
import dev.keywright.e2e.launcher.start.ComponentControl;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./run kill}: one component dies as in a crash. */
@Command(
    name = "kill",
    mixinStandardHelpOptions = true,
    description = "Ends one component without warning (SIGKILL), its data stays.")
public final class KillCommand implements Runnable {
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "COMPONENT", description = ComponentName.DESCRIPTION)
  private String name = "";

  @Override
  public void run() {
    Component component = ComponentName.read(name, spec);
    ComponentControl control = DetachedRun.here().require().control();
    long pid = control.process(component).pid();
    if (!control.isRunning(component)) {
      throw new LauncherFailure(
          "%s does not run; start it with ./run restart %s"
              .formatted(component.id(), component.id()));
    }
    control.kill(component);
    spec.commandLine()
        .getOut()
        .println(
            "%s (pid %d) is killed; ./run restart %s brings it back"
                .formatted(component.id(), pid, component.id()));
  }
}
