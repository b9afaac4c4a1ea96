package dev.keywright.e2e.launcher.build;

import dev.keywright.e2e.launcher.model.LauncherFailure;
import dev.keywright.e2e.launcher.process.LastLine;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a program of this machine to its end. The program ends with the launcher. */
final class ToolCommand {
  private ToolCommand() {}

  /** The first line that the program prints; empty when it cannot be run or fails. */
  static Optional<String> firstLine(List<String> command, Map<String, String> environment) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
      return process.waitFor() == 0 ? output.lines().findFirst() : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /**
   * Runs the program, its output in a file.
   *
   * @throws LauncherFailure when it fails, with the last line of its output and the file
   */
  static void run(
      String what, List<String> command, Path folder, Map<String, String> environment, Path log) {
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
      builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
      Process process = builder.start();
      Thread end = Thread.ofPlatform().unstarted(() -> endTree(process));
      Runtime.getRuntime().addShutdownHook(end);
      int exit = awaitExit(process);
      removeHook(end);
      if (exit != 0) {
        throw new LauncherFailure(
            what + " failed: " + LastLine.of(log) + " (all of it: " + log + ")");
      }
    } catch (IOException e) {
      throw new LauncherFailure(what + " failed: " + command.getFirst() + " cannot be run", e);
    }
  }

  private static int awaitExit(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      endTree(process);
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  private static void endTree(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    children.forEach(ProcessHandle::destroy);
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The virtual machine ends already and the hook runs.
    }
  }
}
