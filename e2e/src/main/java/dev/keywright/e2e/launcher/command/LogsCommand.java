package dev.keywright.e2e.launcher.command;

import dev.keywright.e2e.launcher.DetachedRun;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.model.LauncherFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./run logs}: what components print, by tail(1), which every system has. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = "Prints what one component, or all, have printed.")
public final class LogsCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "COMPONENT",
      description = ComponentName.DESCRIPTION + "; all without it")
  private String name = "";

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what comes, until Ctrl-C.")
  private boolean follow;

  @Override
  public Integer call() {
    Optional<Component> one =
        name.isEmpty() ? Optional.empty() : Optional.of(ComponentName.read(name, spec));
    RealComponents run = DetachedRun.here().require();
    one.ifPresent(run.control()::process);
    Set<Component> shown = one.map(Set::of).orElseGet(run.control()::parts);
    if (shown.isEmpty()) {
      throw new LauncherFailure("this run has started nothing itself; ./run up starts the rest");
    }
    List<String> command = new ArrayList<>(List.of("tail", "-n", "+1"));
    if (follow) {
      command.add("-F");
    }
    shown.stream().sorted().forEach(component -> command.add(run.log(component).toString()));
    return show(command);
  }

  private static int show(List<String> command) {
    try {
      Process tail = new ProcessBuilder(command).inheritIO().start();
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(tail::destroy));
      return tail.waitFor();
    } catch (IOException e) {
      throw new LauncherFailure("tail is missing: install the package coreutils", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }
}
