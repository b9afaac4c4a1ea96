package dev.keywright.e2e.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keywright.e2e.image.BuiltImage;
import dev.keywright.e2e.image.ImageSource;
import dev.keywright.e2e.launcher.model.LauncherFailure;
import dev.keywright.e2e.launcher.progress.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstallationTest {
  private static final BuiltImage IMAGE =
      new BuiltImage(Path.of("/t/keywright.tar"), "keywright", "1.0-abc");

  @TempDir Path folder;

  private final List<String> pushed = new ArrayList<>();
  private final List<String> withCrds = new ArrayList<>();
  private FakePrograms programs = new FakePrograms(Path.of("/"));

  @BeforeEach
  void start() {
    programs = new FakePrograms(folder);
    programs.put("helm", "deployed", 0);
    programs.put("kind", "loaded", 0);
  }

  @Test
  void loadsTheImageBeforeTheChartAsksForIt() {
    installation().carryOut(plan(new Delivery.LoadIntoKind("dev")));
    assertThat(programs.seen())
        .hasSize(2)
        .first()
        .isEqualTo("kind load image-archive /t/keywright.tar --name dev");
    assertThat(programs.seen().getLast())
        .startsWith("helm upgrade --install keywright /chart --kube-context kind-dev")
        .contains("image.repository=keywright ", "image.tag=1.0-abc");
    assertThat(pushed).isEmpty();
    assertThat(withCrds).containsExactly("kind-dev");
  }

  @Test
  void pushesTheImageBeforeTheChartAsksForIt() {
    installation().carryOut(plan(new Delivery.PushTo("r.example.com/team")));
    assertThat(pushed).containsExactly("r.example.com/team/keywright:1.0-abc");
    assertThat(programs.seen())
        .singleElement()
        .asString()
        .contains("image.repository=r.example.com/team/keywright ");
  }

  @Test
  void stopsAtTheFirstFailureWithItsLastLineAndTheWayOut() {
    programs.put("kind", "ERROR: no nodes found for cluster dev", 1);
    assertThatThrownBy(() -> installation().carryOut(plan(new Delivery.LoadIntoKind("dev"))))
        .isInstanceOf(LauncherFailure.class)
        .hasMessageContaining("kind failed: ERROR: no nodes found for cluster dev")
        .hasMessageContaining(folder.resolve("logs/kind.log").toString())
        .hasMessageContaining("Is the cluster of context kind-dev running?");
    assertThat(programs.seen()).hasSize(1);
    assertThat(withCrds).isEmpty();
  }

  @Test
  void saysWhereToLookWhenTheOperatorDoesNotBecomeReady() {
    programs.put("helm", "Error: context deadline exceeded", 1);
    assertThatThrownBy(() -> installation().carryOut(plan(new Delivery.LoadIntoKind("dev"))))
        .hasMessageContaining("helm failed: Error: context deadline exceeded")
        .hasMessageContaining("kubectl --context kind-dev -n keywright describe pods");
  }

  private Installation installation() {
    return new Installation(
        new ImageSource() {
          @Override
          public BuiltImage build() {
            return IMAGE;
          }

          @Override
          public void push(BuiltImage image, String reference) {
            pushed.add(reference);
          }
        },
        withCrds::add,
        new ProgramRun(programs.path(), folder.resolve("logs")),
        Path.of("/chart"),
        Progress.none());
  }

  private static InstallPlan.Possible plan(Delivery delivery) {
    return new InstallPlan.Possible("kind-dev", delivery, "keywright", List.of());
  }
}
