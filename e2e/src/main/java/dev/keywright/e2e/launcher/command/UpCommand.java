package dev.keywright.e2e.launcher.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.keywright.e2e.launcher.DetachedRun;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.StartOptions;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.model.JsonFile;
import dev.keywright.e2e.launcher.process.LockFile;
import dev.keywright.e2e.launcher.progress.ConsoleProgress;
import dev.keywright.e2e.launcher.progress.Progress;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./run up}: components that go on when this process has ended. Progress goes to standard
 * error, the report to standard output.
 */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Starts the real components for this source tree; they run until ./run down.",
      "What is named starts with all that it needs; without a name, everything starts.",
      "What runs already stays as it is, and the CRDs are renewed."
    })
public final class UpCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "COMPONENT", description = ComponentName.DESCRIPTION)
  private List<String> named = List.of();

  @Option(
      names = "--with",
      split = ",",
      paramLabel = "COMPONENT",
      description = "The Kubernetes control plane and these, separated by commas.")
  private List<String> with = List.of();

  @Option(
      names = "--minimal-vault",
      description =
          "If no full Vault is built yet, build one with JWT auth only, in about half the time.")
  private boolean minimalVault;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    DetachedRun run = DetachedRun.here();
    Set<Component> wanted = wanted();
    try (LockFile lock = run.lock();
        ConsoleProgress progress = ConsoleProgress.onStandardError()) {
      Set<Component> before = run.find().map(known -> known.control().running()).orElseGet(Set::of);
      try (RealComponents components = RealComponents.start(options(run, wanted, progress))) {
        print(UpReport.of(components, before));
      }
    }
    return 0;
  }

  private StartOptions options(DetachedRun run, Set<Component> wanted, Progress progress) {
    StartOptions options = StartOptions.of(wanted, progress).detachedIn(run.directory());
    return minimalVault ? options.withMinimalVault() : options;
  }

  private Set<Component> wanted() {
    if (named.isEmpty() && with.isEmpty()) {
      return Component.ALL;
    }
    EnumSet<Component> wanted = EnumSet.noneOf(Component.class);
    named.forEach(name -> wanted.add(ComponentName.read(name, spec)));
    if (!with.isEmpty()) {
      wanted.addAll(Component.CONTROL_PLANE);
      with.forEach(name -> wanted.add(ComponentName.read(name, spec)));
    }
    return wanted;
  }

  private void print(UpReport report) throws JsonProcessingException {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(JsonFile.MAPPER.writeValueAsString(report));
    } else {
      report.lines().forEach(out::println);
    }
  }
}
