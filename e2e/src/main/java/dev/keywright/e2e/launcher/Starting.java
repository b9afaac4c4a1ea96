package dev.keywright.e2e.launcher;

import dev.keywright.e2e.launcher.build.ControlPlaneChoice;
import dev.keywright.e2e.launcher.build.Executable;
import dev.keywright.e2e.launcher.build.Toolchain;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.model.LauncherFailure;
import dev.keywright.e2e.launcher.model.RunFacts.ControlPlane;
import dev.keywright.e2e.launcher.start.ClusterBootstrap;
import dev.keywright.e2e.launcher.start.ComponentControl;
import dev.keywright.e2e.launcher.start.Run;
import dev.keywright.e2e.launcher.start.Starter;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The start of one set: executables and processes, and the hook that ends them with this process.
 */
final class Starting implements AutoCloseable {
  private final Run run;
  private final ComponentControl control;
  private final StartOptions options;
  private final Toolchain toolchain;
  private final Starter starter;
  private final Map<Component, CompletableFuture<Void>> begun = new EnumMap<>(Component.class);
  private final Set<Component> ours = EnumSet.noneOf(Component.class);
  private @Nullable ControlPlaneChoice choice;
  private @Nullable KubernetesClient admin;
  private @Nullable Thread hook;

  Starting(Run run, ComponentControl control, StartOptions options) {
    this.run = run;
    this.control = control;
    this.options = options;
    this.toolchain =
        new Toolchain(options.checkout(), options.cache(), options.progress(), System.getenv());
    this.starter = new Starter(run, control, this::admin, options.progress());
  }

  /** Where the control plane comes from; empty as long as nothing of it was asked for. */
  synchronized Optional<ControlPlaneChoice> choice() {
    return Optional.ofNullable(choice);
  }

  /** What did not run before this launcher began it. */
  synchronized Set<Component> ours() {
    return EnumSet.copyOf(ours);
  }

  /**
   * Begins components, with their prerequisites, that were not begun before. Those that run already
   * stay as they are.
   */
  synchronized void begin(Set<Component> components) {
    EnumSet<Component> fresh = EnumSet.noneOf(Component.class);
    fresh.addAll(components);
    fresh.removeAll(begun.keySet());
    EnumSet<Component> missing = EnumSet.copyOf(fresh);
    missing.removeIf(control::isRunning);
    if (decide(missing) instanceof ControlPlaneChoice.GivenCluster given) {
      useGiven(given, fresh);
      missing.retainAll(fresh);
    } else if (missing.stream().anyMatch(Component::isControlPlane)) {
      starter.writeClusterFiles(InstantSource.system().instant());
    }
    ours.addAll(missing);
    Map<Component, CompletableFuture<Executable>> executables =
        toolchain.prepare(missing, choice(), options.minimalVaultSuffices());
    fresh.stream()
        .filter(component -> !missing.contains(component))
        .forEach(component -> executables.put(component, running(component)));
    fresh.forEach(component -> begun.put(component, starter.begin(component, executables)));
  }

  private CompletableFuture<Executable> running(Component component) {
    return CompletableFuture.completedFuture(
        new Executable(control.executable(component), Executable.Edition.FULL));
  }

  /**
   * Waits until they are ready, or until one of them cannot be.
   *
   * @throws LauncherFailure with the first cause
   */
  void await(Set<Component> components) {
    CompletableFuture<Void> failed = new CompletableFuture<>();
    CompletableFuture<?>[] parts =
        components.stream()
            .map(component -> tellFailure(component, failed))
            .toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.anyOf(CompletableFuture.allOf(parts), failed).join();
    } catch (CompletionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new LauncherFailure(String.valueOf(cause.getMessage()), cause);
    }
  }

  private CompletableFuture<Void> tellFailure(Component component, CompletableFuture<Void> to) {
    return future(component)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                to.completeExceptionally(explain(component, failure));
              }
            });
  }

  private static LauncherFailure explain(Component component, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof LauncherFailure known
        ? known
        : new LauncherFailure(component.id() + " cannot be started: " + cause, cause);
  }

  /** Ends the set with this process, by a signal or not, until {@link #forgetHook}. */
  void endWithThisProcess(Runnable end) {
    hook = Thread.ofPlatform().name("end-components").unstarted(end);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  void forgetHook() {
    if (hook == null) {
      return;
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The virtual machine ends already and the hook runs.
    }
  }

  @Override
  public void close() {
    toolchain.close();
    starter.close();
    closeAdmin();
  }

  private @Nullable ControlPlaneChoice decide(Set<Component> missing) {
    if (choice == null && missing.stream().anyMatch(Component::isControlPlane)) {
      ControlPlaneChoice found = givenBefore().orElseGet(() -> toolchain.choose(missing));
      requirePossible(found);
      options.progress().say("control plane: " + found.reason());
      choice = found;
    }
    return choice;
  }

  private void requirePossible(ControlPlaneChoice found) {
    if (found instanceof ControlPlaneChoice.Impossible impossible) {
      throw new LauncherFailure(impossible.reason());
    }
    if (found instanceof ControlPlaneChoice.GivenCluster
        && control.parts().stream().anyMatch(Component::isControlPlane)) {
      throw new LauncherFailure(
          "this run has a control plane of its own: unset KEYWRIGHT_E2E_KUBECONFIG, or end the run with ./run down first");
    }
  }

  /** The cluster that a run which is continued was given when it was started. */
  private Optional<ControlPlaneChoice> givenBefore() {
    return Optional.ofNullable(starter.facts().controlPlane())
        .filter(ControlPlane::wasGiven)
        .map(
            given ->
                new ControlPlaneChoice.GivenCluster(
                    given.kubeconfig(),
                    "the cluster that this run was given (" + given.kubeconfig() + ")"));
  }

  private synchronized CompletableFuture<Void> future(Component component) {
    return Objects.requireNonNull(begun.get(component), component.id());
  }

  private void useGiven(ControlPlaneChoice.GivenCluster given, Set<Component> fresh) {
    if (begun.containsKey(Component.KUBE_APISERVER) || !fresh.contains(Component.KUBE_APISERVER)) {
      markGiven(fresh);
      return;
    }
    ControlPlane described = GivenCluster.describe(given.kubeconfig());
    try (KubernetesClient client = ClusterAccess.client(given.kubeconfig())) {
      new ClusterBootstrap(client).installCrds(run.checkout().crds());
    }
    starter.publish(facts -> facts.with(described));
    markGiven(fresh);
  }

  private void markGiven(Set<Component> fresh) {
    fresh.stream()
        .filter(Component::isControlPlane)
        .forEach(component -> begun.put(component, CompletableFuture.completedFuture(null)));
    fresh.removeIf(Component::isControlPlane);
  }

  /** Made when first needed: by then the kubeconfig is written. */
  private synchronized KubernetesClient admin() {
    if (admin == null) {
      admin = ClusterAccess.client(run.directory().kubeconfig("admin"));
    }
    return admin;
  }

  private synchronized void closeAdmin() {
    if (admin != null) {
      admin.close();
    }
  }
}
