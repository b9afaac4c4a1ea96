package dev.keywright.e2e.demo.ground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.keywright.e2e.demo.ground.GroundChoice.Findings;
import dev.keywright.e2e.launcher.build.ControlPlaneChoice;
import dev.keywright.e2e.launcher.model.Component;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class GroundChoiceTest {
  private static final Path FILE = Path.of("/home/a/.kube/config");
  private static final ClusterWish AUTO = new ClusterWish.Auto();
  private static final ClusterWish EMBEDDED = new ClusterWish.Embedded();
  private static final ControlPlaneChoice CACHED = new ControlPlaneChoice.Cached("cached");
  private static final ControlPlaneChoice BUILD =
      new ControlPlaneChoice.Build(Set.of(Component.ETCD), "built");
  private static final ControlPlaneChoice ASSETS =
      new ControlPlaneChoice.Assets(Path.of("/assets"), "assets");
  private static final ControlPlaneChoice IMPOSSIBLE =
      new ControlPlaneChoice.Impossible("install Go");
  private static final ControlPlaneChoice GIVEN =
      new ControlPlaneChoice.GivenCluster(Path.of("/tests.yaml"), "given");

  private static final String NOT_NAMED =
      "no cluster was named, and one that runs already is used only when it is named";
  private static final String NO_CONTEXT = "--on context NAME (no kubeconfig has a context now)";
  private static final String ONE = "--on context NAME (there is kind)";
  private static final String FOUR = "--on context NAME (there are a, b, c and 1 more)";

  static Stream<Arguments> table() {
    return Stream.of(
        arguments(AUTO, contexts(), CACHED, new GroundChoice.Embedded(NOT_NAMED, NO_CONTEXT)),
        arguments(AUTO, contexts("kind"), CACHED, new GroundChoice.Embedded(NOT_NAMED, ONE)),
        arguments(AUTO, contexts("kind"), BUILD, new GroundChoice.Embedded(NOT_NAMED, ONE)),
        arguments(AUTO, contexts("kind"), ASSETS, new GroundChoice.Embedded(NOT_NAMED, ONE)),
        arguments(
            AUTO, contexts("a", "b", "c", "d"), CACHED, new GroundChoice.Embedded(NOT_NAMED, FOUR)),
        arguments(
            AUTO,
            contexts("kind"),
            IMPOSSIBLE,
            new GroundChoice.Impossible("install Go; or use a cluster that runs already: " + ONE)),
        arguments(
            AUTO,
            contexts("kind"),
            GIVEN,
            new GroundChoice.Impossible(
                "KEYWRIGHT_E2E_KUBECONFIG gives a cluster to the tests, not to the demo: unset it, or name the context: "
                    + ONE)),
        arguments(
            EMBEDDED, contexts("kind"), CACHED, new GroundChoice.Embedded("--on embedded", ONE)),
        arguments(
            EMBEDDED,
            contexts(),
            IMPOSSIBLE,
            new GroundChoice.Impossible(
                "install Go; or use a cluster that runs already: " + NO_CONTEXT)),
        arguments(named("kind"), contexts("a", "kind"), CACHED, kind()),
        arguments(named("kind"), contexts("kind"), IMPOSSIBLE, kind()),
        arguments(named("kind"), contexts("kind"), GIVEN, kind()),
        arguments(
            named("prod"),
            contexts("a", "kind"),
            CACHED,
            new GroundChoice.Impossible(
                "no kubeconfig has a context prod (there are a, kind): correct the name or KUBECONFIG")),
        arguments(
            named("prod"),
            contexts(),
            CACHED,
            new GroundChoice.Impossible(
                "no kubeconfig has a context prod (there are none): correct the name or KUBECONFIG")));
  }

  @ParameterizedTest
  @MethodSource("table")
  void choosesByWhatWasFound(
      ClusterWish wish, List<KubeContext> contexts, ControlPlaneChoice own, GroundChoice expected) {
    assertThat(GroundChoice.of(new Findings(wish, contexts, own))).isEqualTo(expected);
  }

  @Test
  void neverUsesAClusterThatWasNotNamed() {
    for (ClusterWish wish : List.of(AUTO, EMBEDDED)) {
      for (ControlPlaneChoice own : List.of(CACHED, BUILD, ASSETS, IMPOSSIBLE, GIVEN)) {
        assertThat(GroundChoice.of(new Findings(wish, contexts("kind", "prod"), own)))
            .isNotInstanceOf(GroundChoice.Named.class);
      }
    }
  }

  private static GroundChoice kind() {
    return new GroundChoice.Named(
        new KubeContext("kind", FILE), "--on context kind", "--on embedded needs no cluster");
  }

  private static ClusterWish named(String name) {
    return new ClusterWish.Context(name);
  }

  private static List<KubeContext> contexts(String... names) {
    return Arrays.stream(names).map(name -> new KubeContext(name, FILE)).toList();
  }
}
