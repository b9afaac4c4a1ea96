package dev.keywright.e2e.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.e2e.junit.RealCluster;
import dev.keywright.e2e.launcher.RealComponents;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run on a cluster that was there before: the one that the tests share. */
@RealCluster
final class GivenClusterIT {
  private final RealComponents cluster;
  private final LauncherProcess launcher;
  private final Path kubeconfig;

  GivenClusterIT(RealComponents cluster, @TempDir Path folder) throws Exception {
    this.cluster = cluster;
    this.launcher = LauncherProcess.in(folder);
    this.kubeconfig = cluster.controlPlane().kubeconfig();
  }

  @AfterEach
  void down() throws Exception {
    launcher.run("down");
  }

  @Test
  void clusterThatIsNamedIsUsedAndOutlivesTheRun() throws Exception {
    Outcome up = onTheCluster().run("up", "--with", "moto");

    assertThat(up.exit()).as("%s", up.err()).isZero();
    assertThat(up.err())
        .contains("control plane: the cluster of KEYWRIGHT_E2E_KUBECONFIG (" + kubeconfig + ")");
    assertThat(up.out()).contains("started: moto");
    assertThat(launcher.run("env").out()).contains("export KUBECONFIG='" + kubeconfig + "'");

    Outcome down = launcher.run("down");

    assertThat(down.out()).containsExactly("ended: moto; data and logs are removed");
    assertThat(cluster.access().admin().getKubernetesVersion()).isNotNull();
    assertThat(kubeconfig).exists();
  }

  @Test
  void runStaysOnItsClusterWhenItIsContinued() throws Exception {
    onTheCluster().run("up", "kube-apiserver");

    Outcome again = launcher.run("up", "kube-apiserver");

    assertThat(again.err())
        .containsExactly("control plane: the cluster that this run was given (" + kubeconfig + ")");
  }

  @Test
  void runWithAControlPlaneOfItsOwnIsNotMovedToAnother() throws Exception {
    launcher.run("up", "etcd");

    assertThat(onTheCluster().run("up", "kube-apiserver"))
        .isEqualTo(
            new Outcome(
                1,
                List.of(),
                List.of(
                    "run: this run has a control plane of its own: unset KEYWRIGHT_E2E_KUBECONFIG, or end the run with ./run down first")));
  }

  private LauncherProcess onTheCluster() {
    return launcher.with("KEYWRIGHT_E2E_KUBECONFIG", kubeconfig);
  }
}
