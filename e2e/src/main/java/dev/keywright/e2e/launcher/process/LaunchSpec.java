package dev.keywright.e2e.launcher.process;

import dev.keywright.e2e.launcher.model.Component;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * All that is needed to start a component, and to start it again in the same way.
 *
 * @param component which one
 * @param command the executable and its arguments
 * @param environment added to the environment of the launcher
 * @param log where standard output and error are appended
 */
public record LaunchSpec(
    Component component, List<String> command, Map<String, String> environment, Path log) {
  public LaunchSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
