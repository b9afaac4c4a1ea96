package dev.keywright.e2e.launcher.start;

import dev.keywright.e2e.launcher.build.Executable;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.model.Endpoints;
import dev.keywright.e2e.launcher.model.FileTree;
import dev.keywright.e2e.launcher.model.JsonFile;
import dev.keywright.e2e.launcher.model.RunDirectory;
import dev.keywright.e2e.launcher.model.RunFacts;
import dev.keywright.e2e.launcher.progress.Progress;
import dev.keywright.e2e.launcher.vault.VaultServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/**
 * Starts components as early as their prerequisites and executables allow, each once, many at a
 * time. Thread-safe.
 *
 * <pre>
 * etcd → kube-apiserver → (RBAC, CRDs) → kube-controller-manager
 *                                      → kube-scheduler
 *                                      → kwok → fake node
 * vault → initialise, unseal, KV, audit       moto       toxiproxy
 * </pre>
 */
public final class Starter implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String REGION = "eu-central-1";

  private final Run run;
  private final ComponentControl control;
  private final Supplier<KubernetesClient> admin;
  private final Progress progress;
  private final CommandLines commandLines;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<Component, CompletableFuture<Void>> begun = new EnumMap<>(Component.class);

  public Starter(
      Run run, ComponentControl control, Supplier<KubernetesClient> admin, Progress progress) {
    this.run = run;
    this.control = control;
    this.admin = admin;
    this.progress = progress;
    this.commandLines = new CommandLines(run.checkout(), run.directory(), run.endpoints());
  }

  /**
   * Starts a component after its prerequisites, unless that has begun before. One that runs
   * already, because the run was there before, is made ready for use and not started again.
   *
   * @param executables for it and its prerequisites
   * @return complete when it can be used
   */
  public synchronized CompletableFuture<Void> begin(
      Component component, Map<Component, CompletableFuture<Executable>> executables) {
    CompletableFuture<Void> known = begun.get(component);
    if (known != null) {
      return known;
    }
    CompletableFuture<?>[] needed =
        component.prerequisites().stream()
            .map(prerequisite -> begin(prerequisite, executables))
            .toArray(CompletableFuture[]::new);
    CompletableFuture<Executable> executable =
        Objects.requireNonNull(executables.get(component), component.id());
    CompletableFuture<Void> ready =
        CompletableFuture.allOf(needed)
            .thenCombineAsync(
                executable,
                (nothing, found) -> {
                  start(component, found);
                  return (Void) null;
                },
                executor);
    begun.put(component, ready);
    return ready;
  }

  /** Writes certificates and configuration; before the first component of the control plane. */
  public void writeClusterFiles(Instant now) {
    ClusterFiles files = new ClusterFiles(run.directory(), run.endpoints());
    if (!files.areWritten()) {
      files.write(now);
    }
  }

  /** What the run offers now. */
  public RunFacts facts() {
    return JsonFile.read(run.directory().factsFile(), RunFacts.class).orElseGet(RunFacts::none);
  }

  /** Records an addition to what the run offers. */
  public synchronized void publish(UnaryOperator<RunFacts> addition) {
    JsonFile.write(run.directory().factsFile(), addition.apply(facts()));
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  private void start(Component component, Executable executable) {
    if (component == Component.VAULT && control.isRunning(component) && !vault().hasKeys()) {
      control.stop(component);
    }
    if (control.isRunning(component)) {
      control.awaitReady(component);
      finish(component);
      return;
    }
    try (Progress.Task task = progress.begin("starting " + component.id(), Duration.ZERO)) {
      prepare(component, executable);
      control.start(commandLines.of(component, executable.path()));
      finish(component);
      task.succeeded();
    }
  }

  private void prepare(Component component, Executable executable) {
    if (component == Component.VAULT && !vault().hasKeys()) {
      FileTree.remove(run.directory().data(component));
    }
    try {
      Files.createDirectories(run.directory().data(component));
      if (component == Component.ETCD) {
        Files.setPosixFilePermissions(
            run.directory().data(component), PosixFilePermissions.fromString("rwx------"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (component == Component.VAULT) {
      new ClusterFiles(run.directory(), run.endpoints())
          .writeForVault(InstantSource.system().instant());
      vault()
          .configure(
              run.directory().data(component), executable.edition() == Executable.Edition.MINIMAL);
    }
  }

  private void finish(Component component) {
    Endpoints endpoints = run.endpoints();
    switch (component) {
      case ETCD, KUBE_SCHEDULER -> {}
      case KUBE_APISERVER -> {
        ClusterBootstrap bootstrap = new ClusterBootstrap(admin.get());
        bootstrap.permitKwok();
        bootstrap.installCrds(run.checkout().crds());
        publish(facts -> facts.with(controlPlane()));
      }
      case KUBE_CONTROLLER_MANAGER -> awaitRootCertificate();
      case KWOK -> new ClusterBootstrap(admin.get()).addFakeNode();
      case VAULT -> {
        RunFacts.VaultAccess access = vault().open();
        publish(facts -> facts.with(access));
      }
      case MOTO ->
          publish(
              facts ->
                  facts.with(new RunFacts.Moto("http://127.0.0.1:" + endpoints.moto(), REGION)));
      case TOXIPROXY ->
          publish(
              facts ->
                  facts.with(new RunFacts.Toxiproxy("http://127.0.0.1:" + endpoints.toxiproxy())));
    }
  }

  private VaultServer vault() {
    return new VaultServer(run.directory(), run.endpoints());
  }

  private RunFacts.ControlPlane controlPlane() {
    RunDirectory directory = run.directory();
    try {
      return new RunFacts.ControlPlane(
          directory.kubeconfig("admin"),
          ClusterFiles.url(run.endpoints()),
          Files.readString(directory.pki().resolve("ca.crt")),
          directory.kubernetesAudit(),
          "http://127.0.0.1:" + run.endpoints().etcd());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Pods need the certificate authority's ConfigMap; it shows that the controllers work. */
  private void awaitRootCertificate() {
    Awaitility.await("ConfigMap kube-root-ca.crt")
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                admin.get().configMaps().inNamespace("default").withName("kube-root-ca.crt").get()
                    != null);
  }
}
