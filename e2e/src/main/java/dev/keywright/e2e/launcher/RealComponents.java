package dev.keywright.e2e.launcher;

import dev.keywright.e2e.launcher.build.ControlPlaneChoice;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.model.Endpoints;
import dev.keywright.e2e.launcher.model.FileTree;
import dev.keywright.e2e.launcher.model.JsonFile;
import dev.keywright.e2e.launcher.model.LauncherFailure;
import dev.keywright.e2e.launcher.model.Ports;
import dev.keywright.e2e.launcher.model.RunDirectory;
import dev.keywright.e2e.launcher.model.RunFacts;
import dev.keywright.e2e.launcher.progress.Progress;
import dev.keywright.e2e.launcher.start.ClusterBootstrap;
import dev.keywright.e2e.launcher.start.ComponentControl;
import dev.keywright.e2e.launcher.start.Run;
import dev.keywright.e2e.launcher.vault.VaultApi;
import dev.keywright.e2e.launcher.vault.VaultSetup;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The real components: a Kubernetes control plane, Vault, moto, toxiproxy, each a process on a
 * loopback port. Thread-safe.
 *
 * <p>A set that was {@link #start started} ends with {@link #close} or with this process, whichever
 * comes first, and is ended by the next launcher if this process is killed. A set that was {@link
 * #attach attached to} is left alone by {@link #close}.
 */
public final class RealComponents implements AutoCloseable {
  private final Run run;
  private final ComponentControl control;
  private final Optional<Starting> starting;
  private @Nullable ClusterAccess access;

  private RealComponents(Run run, ComponentControl control, Optional<Starting> starting) {
    this.run = run;
    this.control = control;
    this.starting = starting;
  }

  /** Starts a set of its own on fresh ports and waits until it is ready; quiet. */
  public static RealComponents start(Set<Component> components) {
    return start(StartOptions.of(components, Progress.none()));
  }

  /**
   * Starts a set of its own on fresh ports and waits until all but the background components are
   * ready. A run that is in the folder already is continued: what it lacks is started.
   *
   * <p>When that fails or is interrupted, all that was started ends; a run that was continued goes
   * on as it was.
   *
   * @throws LauncherFailure with one line that says what is missing, when it cannot be had
   */
  public static RealComponents start(StartOptions options) {
    new Leftovers(options.cache()).end();
    Optional<Run> known = Run.find(options.directory());
    Run run = known.orElseGet(() -> create(options));
    ComponentControl control = new ComponentControl(run);
    Starting starting = new Starting(run, control, options);
    RealComponents components = new RealComponents(run, control, Optional.of(starting));
    Runnable undo = known.isPresent() ? components::endOurs : components::endAll;
    starting.endWithThisProcess(
        options.detached() ? () -> interrupted(options, known.isPresent(), undo) : undo);
    try {
      starting.begin(options.components());
      EnumSet<Component> now = EnumSet.noneOf(Component.class);
      now.addAll(options.components());
      now.removeAll(options.background());
      components.await(now);
    } catch (RuntimeException e) {
      undo.run();
      starting.forgetHook();
      throw e;
    }
    if (options.detached()) {
      starting.forgetHook();
    }
    return components;
  }

  private static Run create(StartOptions options) {
    return Run.create(
        options.checkout(),
        options.directory(),
        Endpoints.choose(Ports.ofThisMachine()),
        options.owner());
  }

  /** Ctrl-C while a run is started that is to go on without this process. */
  private static void interrupted(StartOptions options, boolean continued, Runnable undo) {
    options.progress().say("interrupted: ending what was started");
    undo.run();
    if (!continued) {
      FileTree.remove(options.directory().path());
    }
    options.progress().say("nothing of it is left; the next start goes on with what is built");
  }

  /** Uses a set that another process has started. */
  public static RealComponents attach(RunDirectory directory) {
    Run run = Run.open(directory);
    if (run.isAbandoned()) {
      throw new LauncherFailure("the run in " + directory.path() + " has ended; start another");
    }
    return new RealComponents(run, new ComponentControl(run), Optional.empty());
  }

  /**
   * Starts what is not yet started and waits for it; on an attached set, checks that it is there.
   */
  public RealComponents require(Set<Component> components) {
    starting.ifPresent(own -> own.begin(Component.withPrerequisites(components)));
    await(Component.withPrerequisites(components));
    return this;
  }

  /** Waits until components that were begun in the background are ready. */
  public void await(Set<Component> components) {
    if (starting.isPresent()) {
      starting.get().await(components);
      return;
    }
    for (Component component : components) {
      boolean given = component.isControlPlane() && facts().controlPlane() != null;
      if (!given && !control.isRunning(component)) {
        throw new LauncherFailure(
            component.id() + " is not a part of the run in " + run.directory().path());
      }
    }
  }

  /** Installs or renews the CRDs of the source tree. */
  public void installCrds() {
    new ClusterBootstrap(access().admin()).installCrds(run.checkout().crds());
  }

  /** What the run offers now; a part stays in it when its process is ended. */
  public RunFacts facts() {
    return JsonFile.read(run.directory().factsFile(), RunFacts.class).orElseGet(RunFacts::none);
  }

  /** Whether there is a cluster in this run. */
  public boolean hasControlPlane() {
    return facts().controlPlane() != null;
  }

  public RunFacts.ControlPlane controlPlane() {
    return part(facts().controlPlane(), "a control plane");
  }

  public RunFacts.VaultAccess vault() {
    return part(facts().vault(), "vault");
  }

  public RunFacts.Moto moto() {
    return part(facts().moto(), "moto");
  }

  public RunFacts.Toxiproxy toxiproxy() {
    return part(facts().toxiproxy(), "toxiproxy");
  }

  /** Ways into the cluster. */
  public synchronized ClusterAccess access() {
    if (access == null) {
      access = new ClusterAccess(run.directory(), controlPlane());
    }
    return access;
  }

  /** Sets up Vault's auth methods for the cluster; the caller closes it. */
  public VaultSetup vaultSetup() {
    return new VaultSetup(vault(), controlPlane(), access().admin());
  }

  /** Vault's API with the root token; the caller closes it. */
  public VaultApi vaultApi() {
    return new VaultApi(vault().address(), vault().rootToken());
  }

  /** Stored values of the cluster, as etcd has them. */
  public EtcdValues etcd() {
    return new EtcdValues(controlPlane().requireEtcd());
  }

  /** Ends, restarts, pauses and resumes single components. */
  public ComponentControl control() {
    return control;
  }

  /** Where the run keeps its files: logs, kubeconfigs, addresses. */
  public RunDirectory directory() {
    return run.directory();
  }

  /** Standard output and error of a component. */
  public Path log(Component component) {
    return run.directory().log(component);
  }

  /**
   * Where the control plane came from and why; empty on an attached set, and before it is asked
   * for.
   */
  public Optional<ControlPlaneChoice> choice() {
    return starting.flatMap(Starting::choice);
  }

  /** Ends what this object has started; a detached or attached set goes on. */
  @Override
  public void close() {
    if (starting.isPresent() && run.owner().isPresent()) {
      endAll();
      starting.get().forgetHook();
    } else {
      starting.ifPresent(Starting::close);
      closeAccess();
    }
  }

  /** Ends every process of the set, attached or not, and removes its data; logs stay. */
  public synchronized void endAll() {
    starting.ifPresent(Starting::close);
    closeAccess();
    control.close();
    Leftovers.removeData(run.directory());
    if (run.owner().isEmpty()) {
      run.forget();
    }
  }

  /** Ends what this object has started in a run that was there before. */
  private synchronized void endOurs() {
    starting.ifPresent(
        own -> {
          own.close();
          control.close(own.ours());
        });
    closeAccess();
  }

  private synchronized void closeAccess() {
    if (access != null) {
      access.close();
      access = null;
    }
  }

  private static <T> T part(@Nullable T part, String name) {
    if (part == null) {
      throw new LauncherFailure(
          "this run has no " + name + " (yet): ask for it when it is started");
    }
    return part;
  }
}
