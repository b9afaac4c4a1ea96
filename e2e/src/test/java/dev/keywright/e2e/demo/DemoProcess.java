package dev.keywright.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.e2e.LauncherMain;
import dev.keywright.e2e.demo.stage.DemoFiles;
import dev.keywright.e2e.demo.stage.KeptDemo;
import dev.keywright.e2e.launcher.model.CacheFolder;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.model.RunDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * {@code ./run demo} as a process of its own, with the executables of this machine's cache and runs
 * of its own.
 */
final class DemoProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Process process;
  private final CacheFolder cache;
  private final Path output;

  private DemoProcess(Process process, CacheFolder cache, Path output) {
    this.process = process;
    this.cache = cache;
    this.output = output;
  }

  /**
   * Starts it.
   *
   * @param folder for its runs and its output
   * @param kubeconfig what it takes for the person's own; empty for none
   */
  static DemoProcess start(Path folder, Optional<Path> kubeconfig, String... arguments)
      throws IOException {
    CacheFolder cache = new CacheFolder(folder.resolve("cache"));
    borrowExecutables(cache);
    Path output = Files.createTempFile(folder, "demo", ".txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(LauncherMain.class.getName(), "demo"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("KEYWRIGHT_CACHE", cache.path().toString());
    builder.environment().remove("KEYWRIGHT_E2E_KUBECONFIG");
    builder
        .environment()
        .put("KUBECONFIG", kubeconfig.orElse(folder.resolve("no-kubeconfig")).toString());
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    return new DemoProcess(builder.start(), cache, output);
  }

  private static void borrowExecutables(CacheFolder own) throws IOException {
    Files.createDirectories(own.path());
    try (Stream<Path> entries = Files.list(CacheFolder.current().path())) {
      for (Path entry : entries.filter(Files::isDirectory).toList()) {
        Path link = own.path().resolve(entry.getFileName());
        if (!entry.endsWith("runs") && !Files.exists(link)) {
          Files.createSymbolicLink(link, entry);
        }
      }
    }
  }

  /** Waits until it has printed something. */
  void awaitOutput(String text) {
    Awaitility.await(text)
        .atMost(PATIENCE)
        .until(() -> output().contains(text) || !process.isAlive());
    assertThat(output()).contains(text);
  }

  /** Waits for its end. */
  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(output()).isTrue();
    return process.exitValue();
  }

  /** What Ctrl-C does. */
  void interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }

  /** Everything it has printed so far. */
  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files of its only run. */
  DemoFiles files() {
    try (Stream<Path> runs = Files.list(cache.runs())) {
      List<Path> folders = runs.filter(Files::isDirectory).toList();
      assertThat(folders).hasSize(1);
      return new DemoFiles(new RunDirectory(folders.getFirst()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it, and what it has left running. */
  @Override
  public void close() {
    process.destroy();
    try {
      exitCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    KeptDemo.in(DemoFiles.ofKept(cache, Checkout.current()))
        .ifPresent(kept -> kept.end(said -> {}));
  }
}
