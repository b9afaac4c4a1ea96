package dev.keywright.e2e.install;

import dev.keywright.e2e.launcher.model.LauncherFailure;
import dev.keywright.e2e.launcher.process.LastLine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs programs of this machine, one after the other, with their output in files. A program that
 * runs when this process is ended is ended too.
 */
final class ProgramRun {
  private final ProgramPath path;
  private final Path logs;

  ProgramRun(ProgramPath path, Path logs) {
    this.path = path;
    this.logs = logs;
  }

  /**
   * Runs one to its end.
   *
   * @param wayOut what the person can do when it fails
   * @throws LauncherFailure when it fails, with the last line that it printed and the way out
   */
  void run(String program, List<String> arguments, String wayOut) {
    List<String> command = new ArrayList<>();
    command.add(path.find(program).map(Path::toString).orElse(program));
    command.addAll(arguments);
    Path log = logs.resolve(program + ".log");
    int exit = execute(command, log);
    if (exit != 0) {
      throw new LauncherFailure(
          "%s failed: %s (all of it: %s). %s".formatted(program, LastLine.of(log), log, wayOut));
    }
  }

  private int execute(List<String> command, Path log) {
    try {
      Files.createDirectories(logs);
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .start();
      Thread end = Thread.ofPlatform().unstarted(process::destroy);
      Runtime.getRuntime().addShutdownHook(end);
      try {
        return process.waitFor();
      } catch (InterruptedException e) {
        process.destroy();
        Thread.currentThread().interrupt();
        return -1;
      } finally {
        forget(end);
      }
    } catch (IOException e) {
      throw new LauncherFailure(command.getFirst() + " cannot be run", e);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The virtual machine ends already and the hook runs.
    }
  }
}
