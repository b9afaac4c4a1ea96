package dev.keywright.e2e.launcher.build;

import static dev.keywright.e2e.launcher.model.Component.ETCD;
import static dev.keywright.e2e.launcher.model.Component.KUBE_APISERVER;
import static dev.keywright.e2e.launcher.model.Component.KWOK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.e2e.launcher.build.ControlPlaneChoice.Findings;
import dev.keywright.e2e.launcher.model.Component;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The choice for each state of a machine. The order is: named cluster, assets, cache, build. */
final class ControlPlaneChoiceTest {
  private static final Optional<Path> CLUSTER = Optional.of(Path.of("/home/me/kubeconfig"));
  private static final Optional<Path> ASSETS = Optional.of(Path.of("/opt/envtest"));
  private static final Optional<Path> NONE = Optional.empty();
  private static final Optional<String> GO = Optional.of("go1.26.8");
  private static final Optional<String> OLD_GO = Optional.of("go1.25.3");
  private static final Optional<String> NO_GO = Optional.empty();
  private static final Set<Component> WANTED = Set.of(ETCD, KUBE_APISERVER, KWOK);

  @Test
  void clusterThatIsNamedWinsOverEverythingElse() {
    assertThat(choose(CLUSTER, true, ASSETS, WANTED, WANTED, GO))
        .isEqualTo(
            new ControlPlaneChoice.GivenCluster(
                CLUSTER.orElseThrow(),
                "the cluster of KEYWRIGHT_E2E_KUBECONFIG (/home/me/kubeconfig)"));
  }

  @Test
  void clusterThatIsNamedButMissingIsNotReplacedByAnother() {
    assertThat(choose(CLUSTER, false, ASSETS, WANTED, WANTED, GO))
        .isEqualTo(
            new ControlPlaneChoice.Impossible(
                "KEYWRIGHT_E2E_KUBECONFIG names /home/me/kubeconfig, which does not exist: correct or unset it"));
  }

  @Test
  void assetsWinOverTheCache() {
    assertThat(choose(NONE, false, ASSETS, Set.of(ETCD, KUBE_APISERVER), WANTED, NO_GO))
        .isEqualTo(
            new ControlPlaneChoice.Assets(
                ASSETS.orElseThrow(),
                "etcd and kube-apiserver of KUBEBUILDER_ASSETS (/opt/envtest)"));
  }

  @Test
  void assetsWithoutTheBinariesAreNamed() {
    assertThat(choose(NONE, false, ASSETS, Set.of(ETCD), WANTED, GO))
        .isEqualTo(
            new ControlPlaneChoice.Impossible(
                "KUBEBUILDER_ASSETS names /opt/envtest, which has no kube-apiserver: correct or unset it"));
  }

  @Test
  void whatAssetsLackIsBuiltOnlyWithGo() {
    Set<Component> inAssets = Set.of(ETCD, KUBE_APISERVER);

    assertThat(choose(NONE, false, ASSETS, inAssets, Set.of(), GO))
        .isInstanceOf(ControlPlaneChoice.Assets.class);
    assertThat(choose(NONE, false, ASSETS, inAssets, Set.of(), NO_GO).reason())
        .isEqualTo(
            "Go 1.26 or newer is needed to build kwok (go is not on PATH): install the package golang-go, or Go from go.dev/dl");
  }

  @Test
  void cacheNeedsNoGo() {
    assertThat(choose(NONE, false, NONE, Set.of(), WANTED, NO_GO))
        .isEqualTo(new ControlPlaneChoice.Cached("cached binaries (all 3 are there)"));
  }

  @Test
  void onlyWhatIsNotCachedIsBuilt() {
    assertThat(choose(NONE, false, NONE, Set.of(), Set.of(ETCD), GO))
        .isEqualTo(
            new ControlPlaneChoice.Build(
                Set.of(KUBE_APISERVER, KWOK),
                "built from the pinned Go modules, because these are not cached: kube-apiserver, kwok"));
  }

  @Test
  void goThatIsTooOldIsNamed() {
    assertThat(choose(NONE, false, NONE, Set.of(), Set.of(ETCD, KWOK), OLD_GO))
        .isEqualTo(
            new ControlPlaneChoice.Impossible(
                "Go 1.26 or newer is needed to build kube-apiserver (found go1.25.3): install the package golang-go, or Go from go.dev/dl"));
  }

  private static ControlPlaneChoice choose(
      Optional<Path> cluster,
      boolean exists,
      Optional<Path> assets,
      Set<Component> inAssets,
      Set<Component> cached,
      Optional<String> go) {
    return ControlPlaneChoice.of(
        new Findings(WANTED, cluster, exists, assets, inAssets, cached, go));
  }
}
