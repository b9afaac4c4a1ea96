package dev.keywright.e2e.launcher.command;

import dev.keywright.e2e.launcher.DetachedRun;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.model.LauncherFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./run logs}: what components print, by tail(1), which every system has. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = "Prints what one component, or all, have printed.")
public final class LogsCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "COMPONENT",
      converter = ComponentName.class,
      description = ComponentName.DESCRIPTION + "; all without it")
  private @Nullable Component component;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what comes, until Ctrl-C.")
  private boolean follow;

  @Override
  public Integer call() {
    RealComponents components = DetachedRun.here().require();
    List<String> command = new ArrayList<>(List.of("tail", "-n", "+1"));
    if (follow) {
      command.add("-F");
    }
    wanted(components).stream()
        .sorted()
        .forEach(wanted -> command.add(components.log(wanted).toString()));
    return show(command);
  }

  private Set<Component> wanted(RealComponents components) {
    if (component == null) {
      return components.control().parts();
    }
    components.control().process(component);
    return Set.of(component);
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
