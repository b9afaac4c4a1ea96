package dev.keywright.e2e.launcher.command;

import dev.keywright.e2e.LauncherMain;
import dev.keywright.e2e.launcher.DetachedRun;
import dev.keywright.e2e.launcher.model.CacheFolder;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.model.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The launcher as the process that {@code run} starts, for a source tree of its own: what it does
 * touches no run of this tree.
 */
final class LauncherProcess {
  private final Path scratch;
  private final Path tree;
  private final Map<String, String> environment;

  private LauncherProcess(Path scratch, Path tree, Map<String, String> environment) {
    this.scratch = scratch;
    this.tree = tree;
    this.environment = Map.copyOf(environment);
  }

  /** Makes the tree in an empty folder; its tools and CRDs are those of this tree. */
  static LauncherProcess in(Path folder) throws IOException {
    Path scratch = folder.toRealPath();
    Path tree = Files.createDirectories(scratch.resolve("tree"));
    Path root = Checkout.current().root();
    Files.createDirectory(tree.resolve("e2e"));
    Files.createSymbolicLink(tree.resolve("e2e/tools"), root.resolve("e2e/tools"));
    Files.createSymbolicLink(tree.resolve("crds"), root.resolve("crds"));
    return new LauncherProcess(scratch, tree, Map.of());
  }

  /** The same with an environment variable. */
  LauncherProcess with(String variable, Object value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value.toString());
    return new LauncherProcess(scratch, tree, more);
  }

  /** The same, for a command beside one that runs: what it prints goes to another folder. */
  LauncherProcess printingTo(Path folder) {
    return new LauncherProcess(folder, tree, environment);
  }

  /** Where {@code up} keeps the run. */
  RunDirectory directory() {
    CacheFolder cache = CacheFolder.of(all(), Path.of(System.getProperty("user.home", ".")));
    return DetachedRun.of(cache, new Checkout(tree)).directory();
  }

  /** Runs a command to its end. */
  Outcome run(String... arguments) throws Exception {
    return Outcome.of(builder(arguments), scratch);
  }

  /** Starts a command. */
  Process start(String... arguments) throws IOException {
    return Outcome.start(builder(arguments), scratch);
  }

  /** What the last command has printed so far. */
  String printed() throws IOException {
    return Files.readString(scratch.resolve("out"));
  }

  /** The outcome of a command that was started. */
  Outcome outcome(Process started) throws Exception {
    return Outcome.of(started, scratch);
  }

  private ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8",
            "-cp",
            System.getProperty("java.class.path"),
            LauncherMain.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(tree.toFile());
    builder.environment().putAll(environment);
    return builder;
  }

  private Map<String, String> all() {
    Map<String, String> all = new HashMap<>(System.getenv());
    all.putAll(environment);
    return all;
  }
}
