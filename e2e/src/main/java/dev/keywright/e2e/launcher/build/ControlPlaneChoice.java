package dev.keywright.e2e.launcher.build;

import dev.keywright.e2e.launcher.model.Component;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Where the Kubernetes control plane comes from, and why. */
public sealed interface ControlPlaneChoice {
  /** One sentence for the person at the keyboard: what was chosen and what it was chosen for. */
  String reason();

  /** A cluster that runs already; nothing of the control plane is started. */
  record GivenCluster(Path kubeconfig, String reason) implements ControlPlaneChoice {}

  /** etcd and kube-apiserver from a folder, the rest from the cache or built. */
  record Assets(Path folder, String reason) implements ControlPlaneChoice {}

  /** All from the cache. */
  record Cached(String reason) implements ControlPlaneChoice {}

  /** What is missing in the cache is built. */
  record Build(Set<Component> missing, String reason) implements ControlPlaneChoice {}

  /** It cannot be had; the reason says what to install or to correct. */
  record Impossible(String reason) implements ControlPlaneChoice {}

  /**
   * What was found on the machine.
   *
   * @param wanted the parts of the control plane that are wanted
   * @param kubeconfig the cluster that was asked for by name ({@code KEYWRIGHT_E2E_KUBECONFIG}); an
   *     ordinary KUBECONFIG never counts, since tests must not run on a cluster by accident
   * @param kubeconfigExists whether that file exists
   * @param assets what {@code KUBEBUILDER_ASSETS} names
   * @param inAssets the components in that folder
   * @param cached the components whose executables are in the cache
   * @param goVersion the installed Go
   */
  record Findings(
      Set<Component> wanted,
      Optional<Path> kubeconfig,
      boolean kubeconfigExists,
      Optional<Path> assets,
      Set<Component> inAssets,
      Set<Component> cached,
      Optional<String> goVersion) {
    public Findings {
      wanted = Set.copyOf(wanted);
      inAssets = Set.copyOf(inAssets);
      cached = Set.copyOf(cached);
    }
  }

  /**
   * Decides: a cluster asked for by name, else KUBEBUILDER_ASSETS, else the cache, else building.
   * Pure.
   */
  static ControlPlaneChoice of(Findings found) {
    if (found.kubeconfig().isPresent()) {
      Path file = found.kubeconfig().get();
      return found.kubeconfigExists()
          ? new GivenCluster(file, "the cluster of KEYWRIGHT_E2E_KUBECONFIG (" + file + ")")
          : new Impossible(
              "KEYWRIGHT_E2E_KUBECONFIG names "
                  + file
                  + ", which does not exist: correct or unset it");
    }
    if (found.assets().isPresent()) {
      return fromAssets(found, found.assets().get());
    }
    Set<Component> missing = without(found.wanted(), found.cached());
    return missing.isEmpty()
        ? new Cached("cached binaries (all " + found.wanted().size() + " are there)")
        : build(found, missing);
  }

  private static ControlPlaneChoice fromAssets(Findings found, Path folder) {
    Set<Component> needed = EnumSet.of(Component.ETCD, Component.KUBE_APISERVER);
    Set<Component> absent = without(needed, found.inAssets());
    if (!absent.isEmpty()) {
      return new Impossible(
          "KUBEBUILDER_ASSETS names %s, which has no %s: correct or unset it"
              .formatted(folder, Component.ids(absent)));
    }
    Set<Component> rest = without(without(found.wanted(), needed), found.cached());
    return rest.isEmpty() || canBuild(found)
        ? new Assets(folder, "etcd and kube-apiserver of KUBEBUILDER_ASSETS (" + folder + ")")
        : new Impossible(GoBuild.missing(Component.ids(rest), found.goVersion()));
  }

  private static ControlPlaneChoice build(Findings found, Set<Component> missing) {
    return canBuild(found)
        ? new Build(
            missing,
            "built from the pinned Go modules, because these are not cached: "
                + Component.ids(missing))
        : new Impossible(GoBuild.missing(Component.ids(missing), found.goVersion()));
  }

  private static boolean canBuild(Findings found) {
    return found.goVersion().filter(GoBuild::isNewEnough).isPresent();
  }

  private static Set<Component> without(Set<Component> all, Set<Component> some) {
    EnumSet<Component> rest = EnumSet.noneOf(Component.class);
    rest.addAll(all);
    rest.removeAll(some);
    return rest;
  }
}
