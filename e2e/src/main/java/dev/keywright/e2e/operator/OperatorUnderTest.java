package dev.keywright.e2e.operator;

import dev.keywright.e2e.image.ImageLayout;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.model.LauncherFailure;
import dev.keywright.e2e.launcher.process.ProcessIdentity;
import dev.keywright.e2e.launcher.process.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The operator as a process of its own. Thread-safe. */
public final class OperatorUnderTest implements AutoCloseable {
  /** Stands for the memory limit of the chart's container, from which the JVM sizes itself. */
  private static final String CONTAINER_LIMIT = "-XX:MaxRAM=256m";

  private static final Pattern PORT = Pattern.compile("Keywright is starting.*port=\"?(\\d+)");
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration STOP = Duration.ofSeconds(30);

  private final Process process;
  private final ProcessIdentity identity;
  private final Path log;
  private final HttpClient http = HttpClient.newHttpClient();

  private OperatorUnderTest(Process process, Path log) {
    this.process = process;
    this.identity =
        ProcessIdentity.of(process.pid())
            .orElseGet(() -> new ProcessIdentity(process.pid(), "ended at once"));
    this.log = log;
  }

  /**
   * Starts the operator as it is packaged and waits until it is ready.
   *
   * @param kubeconfig acts as this
   * @param folder for the log
   * @param flags more flags of the operator
   */
  public static OperatorUnderTest start(Path kubeconfig, Path folder, List<String> flags) {
    OperatorUnderTest operator = begin(kubeconfig, folder, flags);
    operator.awaitReady(POLL);
    return operator;
  }

  /** As {@link #start}, but returns at once. */
  public static OperatorUnderTest begin(Path kubeconfig, Path folder, List<String> flags) {
    Path log = folder.resolve("operator-" + Long.toString(System.nanoTime(), 36) + ".log");
    return launch(command(flags), kubeconfig, log);
  }

  /**
   * As {@link #start}, in a session of its own: neither Ctrl-C nor the end of this process reaches
   * it.
   *
   * @param log where it prints to
   */
  public static OperatorUnderTest startDetached(Path kubeconfig, Path log, List<String> flags) {
    OperatorUnderTest operator = launch(Processes.inOwnSession(command(flags)), kubeconfig, log);
    try {
      operator.awaitReady(POLL);
      return operator;
    } catch (ConditionTimeoutException e) {
      throw new LauncherFailure(
          "the operator is not ready after %d s (its log: %s)".formatted(START.toSeconds(), log),
          e);
    } catch (IllegalStateException e) {
      throw new LauncherFailure("the operator ended at its start (its log: %s)".formatted(log), e);
    }
  }

  private static List<String> command(List<String> flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(CONTAINER_LIMIT);
    command.addAll(ImageLayout.javaOptions());
    command.addAll(List.of("-jar", jar().toString(), "--http-port=0"));
    command.addAll(flags);
    return command;
  }

  private static OperatorUnderTest launch(List<String> command, Path kubeconfig, Path log) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    try {
      return new OperatorUnderTest(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits until it is ready; ends it when that takes too long.
   *
   * @param poll how often to ask
   */
  public void awaitReady(Duration poll) {
    try {
      Awaitility.await("the operator is ready, log in " + log)
          .pollDelay(Duration.ZERO)
          .pollInterval(poll)
          .atMost(START)
          .until(() -> isReady() || !process.isAlive());
    } catch (ConditionTimeoutException e) {
      kill();
      throw e;
    }
    if (!process.isAlive()) {
      throw new IllegalStateException("the operator ended at its start:\n" + log());
    }
  }

  /** The number of its process. */
  public long pid() {
    return process.pid();
  }

  /** The process, for whoever ends it later without this object. */
  public ProcessIdentity identity() {
    return identity;
  }

  /** Whether it has not ended. */
  public boolean isRunning() {
    return process.isAlive();
  }

  /** The jar, with its libraries in {@code lib} beside it. */
  static Path jar() {
    Path folder = Checkout.current().root().resolve("operator/target");
    try (var files = Files.list(folder)) {
      return files
          .filter(
              file ->
                  file.getFileName()
                      .toString()
                      .matches("keywright-operator-[^-]*(-SNAPSHOT)?\\.jar"))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "no packaged operator in "
                          + folder.toAbsolutePath()
                          + ": run ./run fast once"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything the operator has printed. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it prints to. */
  public Path logFile() {
    return log;
  }

  /** Ends it without warning. */
  public void kill() {
    process.destroyForcibly();
    await(STOP);
  }

  /** Asks it to stop and waits. */
  @Override
  public void close() {
    process.destroy();
    if (!await(STOP)) {
      kill();
    }
    http.shutdownNow();
  }

  private boolean await(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean isReady() {
    Matcher port = PORT.matcher(log());
    if (!port.find()) {
      return false;
    }
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.group(1) + "/readyz"))
              .timeout(Duration.ofSeconds(2))
              .build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
