package dev.keywright.e2e.launcher.build;

import dev.keywright.e2e.launcher.model.CacheFolder;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.progress.ConsoleProgress;
import dev.keywright.e2e.launcher.progress.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Gets the executables: finds out what is there, decides, and builds what is missing. Go programs
 * are built one after the other, Vault last; moto is installed beside them.
 */
public final class Toolchain implements AutoCloseable {
  private final Map<String, String> environment;
  private final Progress progress;
  private final Optional<String> goVersion;
  private final GoBuild go;
  private final MotoEnvironment moto;
  private final ExecutorService oneByOne =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
  private final ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor();

  public Toolchain(
      Checkout checkout, CacheFolder folder, Progress progress, Map<String, String> environment) {
    BuildCache cache = new BuildCache(folder, progress);
    this.environment = Map.copyOf(environment);
    this.progress = progress;
    this.goVersion = GoBuild.installedVersion();
    this.go = new GoBuild(checkout, cache, progress, goVersion);
    this.moto = new MotoEnvironment(checkout, cache, progress);
  }

  /** Decides where the control plane comes from. */
  public ControlPlaneChoice choose(Set<Component> wanted) {
    Optional<Path> kubeconfig = path("KEYWRIGHT_E2E_KUBECONFIG");
    Optional<Path> assets = path("KUBEBUILDER_ASSETS");
    return ControlPlaneChoice.of(
        new ControlPlaneChoice.Findings(
            filter(wanted, Component::isControlPlane),
            kubeconfig,
            kubeconfig.filter(Files::isReadable).isPresent(),
            assets,
            filter(
                Component.ALL,
                component ->
                    assets
                        .filter(folder -> Files.isExecutable(folder.resolve(component.id())))
                        .isPresent()),
            filter(wanted, component -> findCached(component).isPresent()),
            goVersion));
  }

  /**
   * Begins to get the executables that are missing.
   *
   * @param minimalVaultSuffices take the full Vault if it is cached, else the minimal one
   * @param choice empty when nothing of the control plane is wanted
   * @return a future for each component
   */
  public Map<Component, CompletableFuture<Executable>> prepare(
      Set<Component> wanted, Optional<ControlPlaneChoice> choice, boolean minimalVaultSuffices) {
    Map<Component, CompletableFuture<Executable>> executables = new EnumMap<>(Component.class);
    announce(wanted, choice, minimalVaultSuffices);
    for (Component component : buildOrder(wanted)) {
      Optional<Executable> found = fromAssets(component, choice);
      if (found.isPresent()) {
        executables.put(component, CompletableFuture.completedFuture(found.get()));
      } else if (component == Component.MOTO) {
        executables.put(component, supply(moto::findOrInstall, beside));
      } else if (component == Component.VAULT && minimalVaultSuffices) {
        executables.put(component, CompletableFuture.supplyAsync(this::anyVault, oneByOne));
      } else {
        executables.put(component, supply(() -> go.findOrBuild(GoProgram.of(component)), oneByOne));
      }
    }
    return executables;
  }

  @Override
  public void close() {
    oneByOne.shutdownNow();
    beside.shutdownNow();
  }

  private Executable anyVault() {
    Optional<Path> full = go.find(GoProgram.of(Component.VAULT));
    return full.map(path -> new Executable(path, Executable.Edition.FULL))
        .orElseGet(
            () ->
                new Executable(
                    go.findOrBuild(GoProgram.MINIMAL_VAULT), Executable.Edition.MINIMAL));
  }

  private static CompletableFuture<Executable> supply(Supplier<Path> path, Executor executor) {
    return CompletableFuture.supplyAsync(
        () -> new Executable(path.get(), Executable.Edition.FULL), executor);
  }

  private static Optional<Executable> fromAssets(
      Component component, Optional<ControlPlaneChoice> choice) {
    return choice.orElse(null) instanceof ControlPlaneChoice.Assets(Path folder, String reason)
            && (component == Component.ETCD || component == Component.KUBE_APISERVER)
        ? Optional.of(new Executable(folder.resolve(component.id()), Executable.Edition.FULL))
        : Optional.empty();
  }

  private void announce(
      Set<Component> wanted, Optional<ControlPlaneChoice> choice, boolean minimalVaultSuffices) {
    List<String> names = new ArrayList<>();
    Duration total = Duration.ZERO;
    for (Component component : buildOrder(wanted)) {
      if (fromAssets(component, choice).isPresent()
          || component == Component.MOTO
          || findCached(component).isPresent()) {
        continue;
      }
      GoProgram program = GoProgram.of(component);
      if (component == Component.VAULT && minimalVaultSuffices) {
        program = GoProgram.MINIMAL_VAULT;
        if (go.find(program).isPresent()) {
          continue;
        }
      }
      names.add(program.name());
      total = total.plus(program.expected());
    }
    if (!names.isEmpty()) {
      progress.say(
          "first run: builds %s; about %s on 2 cores with nothing compiled yet; later runs take seconds"
              .formatted(String.join(", ", names), ConsoleProgress.format(total)));
    }
  }

  private Optional<Path> findCached(Component component) {
    if (component == Component.MOTO) {
      return Optional.empty();
    }
    return go.find(GoProgram.of(component));
  }

  /**
   * The order of the enum, but Vault after all other Go programs, because it takes as long as all
   * of them.
   */
  private static List<Component> buildOrder(Set<Component> wanted) {
    List<Component> order = new ArrayList<>(wanted.stream().sorted().toList());
    if (order.remove(Component.VAULT)) {
      order.add(Component.VAULT);
    }
    return order;
  }

  private Optional<Path> path(String variable) {
    return Optional.ofNullable(environment.get(variable))
        .filter(value -> !value.isEmpty())
        .map(Path::of);
  }

  private static Set<Component> filter(Set<Component> components, Predicate<Component> condition) {
    return components.stream()
        .filter(condition)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Component.class)));
  }
}
