package dev.keywright.e2e.launcher;

import dev.keywright.e2e.launcher.build.ControlPlaneChoice;
import dev.keywright.e2e.launcher.build.Executable;
import dev.keywright.e2e.launcher.build.Toolchain;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.model.LauncherFailure;
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
  private final StartOptions options;
  private final Toolchain toolchain;
  private final Starter starter;
  private final Map<Component, CompletableFuture<Void>> begun = new EnumMap<>(Component.class);
  private @Nullable ControlPlaneChoice choice;
  private @Nullable KubernetesClient admin;
  private @Nullable Thread hook;

  Starting(Run run, ComponentControl control, StartOptions options) {
    this.run = run;
    this.options = options;
    this.toolchain =
        new Toolchain(options.checkout(), options.cache(), options.progress(), System.getenv());
    this.starter = new Starter(run, control, this::admin, options.progress());
    starter.writeClusterFiles(InstantSource.system().instant());
  }

  /** Where the control plane comes from; empty as long as nothing of it was asked for. */
  synchronized Optional<ControlPlaneChoice> choice() {
    return Optional.ofNullable(choice);
  }

  /** Begins components, with their prerequisites, that were not begun before. */
  synchronized void begin(Set<Component> components) {
    EnumSet<Component> fresh = EnumSet.noneOf(Component.class);
    fresh.addAll(components);
    fresh.removeAll(begun.keySet());
    if (decide(fresh) instanceof ControlPlaneChoice.GivenCluster given) {
      useGiven(given, fresh);
    }
    Map<Component, CompletableFuture<Executable>> executables =
        toolchain.prepare(fresh, choice(), options.minimalVaultSuffices());
    fresh.forEach(component -> begun.put(component, starter.begin(component, executables)));
  }

  /**
   * Waits until they are ready.
   *
   * @throws LauncherFailure with the first cause
   */
  void await(Set<Component> components) {
    for (Component component : components) {
      try {
        future(component).join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof LauncherFailure failure
            ? new LauncherFailure(String.valueOf(failure.getMessage()), failure)
            : new LauncherFailure(component.id() + " cannot be started: " + e.getCause(), e);
      }
    }
  }

  /** Ends the set with this process, by a signal or not. */
  void endWithThisProcess(Runnable end) {
    if (run.owner().isPresent()) {
      hook = Thread.ofPlatform().name("end-components").unstarted(end);
      Runtime.getRuntime().addShutdownHook(hook);
    }
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

  private @Nullable ControlPlaneChoice decide(Set<Component> fresh) {
    if (choice == null && fresh.stream().anyMatch(Component::isControlPlane)) {
      choice = toolchain.choose(fresh);
      options.progress().say("control plane: " + choice.reason());
    }
    if (choice instanceof ControlPlaneChoice.Impossible impossible) {
      throw new LauncherFailure(impossible.reason());
    }
    return choice;
  }

  private synchronized CompletableFuture<Void> future(Component component) {
    return Objects.requireNonNull(begun.get(component), component.id());
  }

  private void useGiven(ControlPlaneChoice.GivenCluster given, Set<Component> fresh) {
    if (begun.containsKey(Component.KUBE_APISERVER) || !fresh.contains(Component.KUBE_APISERVER)) {
      markGiven(fresh);
      return;
    }
    KubernetesClient client = ClusterAccess.client(given.kubeconfig());
    starter.publish(facts -> facts.with(GivenCluster.describe(given.kubeconfig(), client)));
    new ClusterBootstrap(client).installCrds(run.checkout().crds());
    client.close();
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
