package dev.keywright.e2e.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.e2e.launcher.start.Kubeconfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong or missing is told in one line with the way out. */
final class CommandMistakesTest {
  private static final String COMPONENTS =
      "there are etcd, kube-apiserver, kube-controller-manager, kube-scheduler, kwok, vault, moto, toxiproxy";

  private final Path folder;
  private final LauncherProcess launcher;

  CommandMistakesTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.launcher = LauncherProcess.in(folder).with("KEYWRIGHT_CACHE", folder.resolve("cache"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"env", "logs", "logs vault", "kill vault", "restart vault"})
  void withoutARunThereIsNothingToLookAt(String command) throws Exception {
    assertThat(launcher.run(command.split(" ")))
        .isEqualTo(
            new Outcome(
                1,
                List.of(),
                List.of("run: nothing runs for this source tree; start it with ./run up")));
  }

  @Test
  void withoutARunThereIsNothingToEndAndThatIsFine() throws Exception {
    assertThat(launcher.run("down"))
        .isEqualTo(new Outcome(0, List.of("nothing runs for this source tree"), List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"up postgres", "up --with vault,postgres", "kill postgres", "restart postgres"})
  void unknownComponentListsThoseThatExist(String command) throws Exception {
    Outcome outcome = launcher.run(command.split(" "));

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err())
        .singleElement()
        .asString()
        .startsWith("run: ")
        .contains("there is no component postgres; " + COMPONENTS);
  }

  @Test
  void goIsAskedForOnlyWhenSomethingMustBeBuilt() throws Exception {
    Outcome outcome = withoutTools().run("up", "kwok");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err())
        .singleElement()
        .isEqualTo(
            "run: Go 1.26 or newer is needed to build etcd, kube-apiserver, kwok (go is not on PATH): install the package golang-go, or Go from go.dev/dl");
  }

  @Test
  void pythonIsAskedForOnlyForMoto() throws Exception {
    Outcome outcome = withoutTools().run("up", "moto");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err())
        .singleElement()
        .isEqualTo(
            "run: Python 3.11 or newer is needed for moto (python3 is not on PATH): install the packages python3 and python3-venv");
  }

  @Test
  void clusterThatDoesNotAnswerIsNamed() throws Exception {
    assertThat(onCluster(Kubeconfig.withToken("https://127.0.0.1:1", "", "me", "default", "t")))
        .startsWith("run: the cluster of " + folder.resolve("kubeconfig"))
        .endsWith(
            " does not answer at https://127.0.0.1:1/: start it, or unset KEYWRIGHT_E2E_KUBECONFIG");
  }

  @Test
  void fileThatIsNoKubeconfigIsNamed() throws Exception {
    assertThat(onCluster("]["))
        .isEqualTo(
            "run: "
                + folder.resolve("kubeconfig")
                + " is no kubeconfig: correct or unset KEYWRIGHT_E2E_KUBECONFIG");
  }

  /** The last line of {@code up} on a cluster of that kubeconfig. */
  private String onCluster(String kubeconfig) throws Exception {
    Path file = Files.writeString(folder.resolve("kubeconfig"), kubeconfig);
    Outcome outcome = launcher.with("KEYWRIGHT_E2E_KUBECONFIG", file).run("up", "kube-apiserver");
    assertThat(outcome.exit()).isEqualTo(1);
    return outcome.err().getLast();
  }

  private LauncherProcess withoutTools() throws IOException {
    return launcher.with("PATH", Files.createDirectory(folder.resolve("empty")));
  }
}
