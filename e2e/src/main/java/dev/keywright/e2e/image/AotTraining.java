package dev.keywright.e2e.image;

import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.model.LauncherFailure;
import dev.keywright.e2e.launcher.process.LastLine;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Runs the operator until its first Secret, so that the JVM writes down what it loaded and linked
 * on the way (JEP 483 and 514). The next start takes it from there.
 */
final class AotTraining {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Checkout checkout;

  AotTraining(Checkout checkout) {
    this.checkout = checkout;
  }

  /**
   * Makes the cache.
   *
   * @param home the operator and its runtime as {@link ImageLayout} lays them out; the files must
   *     have the time stamps that they have in the image, since the JVM compares them
   * @param scratch a folder for the log
   * @throws LauncherFailure when the operator writes no Secret, or the JVM no cache that it accepts
   */
  void train(Path home, Path scratch) {
    Path log = scratch.resolve("training.log");
    try (TrainingCluster cluster = TrainingCluster.start(checkout)) {
      Path kubeconfig = scratch.resolve("training.yaml");
      cluster.writeKubeconfig(kubeconfig);
      Process operator = start(home, kubeconfig, log);
      try {
        awaitSettled(cluster, operator, log);
        cluster.deleteTarget();
        awaitSettled(cluster, operator, log);
        end(operator, log);
      } finally {
        operator.destroyForcibly();
      }
    }
    check(home, log);
  }

  private static Process start(Path home, Path kubeconfig, Path log) {
    List<String> command = new ArrayList<>(java(home));
    // The heap of a small container: objects are stored as they lie in one.
    command.add("-Xmx128m");
    command.add("-XX:AOTCacheOutput=" + ImageLayout.aotCache(home));
    command.addAll(List.of("-jar", ImageLayout.jar(home).toString()));
    command.add("--operator-namespace=" + TrainingCluster.OPERATOR_NAMESPACE);
    command.add("--http-port=0");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(ImageLayout.environment());
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitSettled(TrainingCluster cluster, Process operator, Path log) {
    try {
      patiently().until(() -> cluster.isSettled() || !operator.isAlive());
    } catch (ConditionTimeoutException e) {
      throw failure("does not get as far as a Secret", log);
    }
    if (!operator.isAlive()) {
      throw failure("ended before its Secret", log);
    }
  }

  /** The JVM writes the cache when it ends. */
  private static void end(Process operator, Path log) {
    operator.destroy();
    try {
      patiently().until(() -> !operator.isAlive());
    } catch (ConditionTimeoutException e) {
      throw failure("does not end", log);
    }
  }

  /** A question that a busy machine answers too late is asked again. */
  private static ConditionFactory patiently() {
    return Awaitility.await("training")
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(KubernetesClientException.class);
  }

  private static LauncherFailure failure(String what, Path log) {
    return new LauncherFailure(
        "the training run of the image %s: %s".formatted(what, LastLine.of(log)));
  }

  /** A JVM that must use the cache starts, or there is none that fits. */
  private static void check(Path home, Path log) {
    List<String> command = new ArrayList<>(java(home));
    command.addAll(List.of("-XX:AOTMode=on", "-XX:AOTCache=" + ImageLayout.aotCache(home)));
    command.addAll(List.of("-jar", ImageLayout.jar(home).toString(), "--version"));
    if (!Files.exists(ImageLayout.aotCache(home)) || MachineQuery.output(command).isEmpty()) {
      throw failure("left no AOT cache that the JVM accepts", log);
    }
  }

  private static List<String> java(Path home) {
    List<String> java = new ArrayList<>();
    java.add(ImageLayout.runtime(home).resolve("bin/java").toString());
    java.addAll(ImageLayout.javaOptions());
    return java;
  }
}
