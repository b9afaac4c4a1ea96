package dev.keywright.e2e.launcher.command;

import dev.keywright.e2e.launcher.DetachedRun;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.process.LockFile;
import dev.keywright.e2e.launcher.start.ComponentControl;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./run restart}: one component ends, if it runs, and serves again. */
@Command(
    name = "restart",
    mixinStandardHelpOptions = true,
    description = {
      "Ends one component, if it runs, and starts it on the same ports and data.",
      "Moto and toxiproxy keep their data in memory and come back empty."
    })
public final class RestartCommand implements Runnable {
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "COMPONENT", description = ComponentName.DESCRIPTION)
  private String name = "";

  @Override
  public void run() {
    Component component = ComponentName.read(name, spec);
    DetachedRun run = DetachedRun.here();
    try (LockFile lock = run.lock()) {
      ComponentControl control = run.require().control();
      control.restart(component);
      spec.commandLine()
          .getOut()
          .println(
              "%s serves again (pid %d)"
                  .formatted(component.id(), control.process(component).pid()));
    }
  }
}
