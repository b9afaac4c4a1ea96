package dev.keywright.e2e.launcher.command;

import dev.keywright.e2e.launcher.DetachedRun;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.process.LockFile;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./run down}: nothing of the run is left, which is also so when there was none. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Ends all that ./run up has started, and removes its data and logs.")
public final class DownCommand implements Runnable {
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    Consumer<String> out = spec.commandLine().getOut()::println;
    DetachedRun run = DetachedRun.here();
    try (LockFile lock = run.lock()) {
      Optional<RealComponents> components = run.find();
      Set<Component> running =
          components.map(known -> known.control().running()).orElseGet(Set::of);
      run.end();
      if (components.isEmpty()) {
        out.accept("nothing runs for this source tree");
      } else if (running.isEmpty()) {
        out.accept("nothing ran any more; data and logs are removed");
      } else {
        out.accept("ended: " + Component.ids(running) + "; data and logs are removed");
      }
    }
  }
}
