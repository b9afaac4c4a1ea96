package dev.keywright.e2e.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.keywright.e2e.image.BuiltImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class InstallPlanTest {
  private static final Set<String> ALL = Set.copyOf(InstallPlan.PROGRAMS);
  private static final BuiltImage IMAGE =
      new BuiltImage(Path.of("/t/keywright.tar"), "keywright", "1.0-abc");

  @ParameterizedTest
  @CsvSource({
    "kind-kind, kind, 'load image-archive /t/keywright.tar --name kind'",
    "kind-my-team, kind, 'load image-archive /t/keywright.tar --name my-team'",
    "k3d-dev, k3d, 'image import /t/keywright.tar --cluster dev'",
    "minikube, minikube, 'image load /t/keywright.tar --profile minikube'",
  })
  void loadsIntoALocalCluster(String context, String program, String arguments) {
    Delivery delivery = possible(request(context, null), found(context)).delivery();
    assertThat(delivery)
        .isInstanceOfSatisfying(
            Delivery.ByProgram.class,
            load -> {
              assertThat(load.program()).isEqualTo(program);
              assertThat(load.arguments(IMAGE)).containsExactly(arguments.split(" "));
              assertThat(load.repository(IMAGE)).isEqualTo("keywright");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "prod, registry.example.com/team",
    "prod, registry.example.com/team/",
    "kind-kind, registry.example.com/team",
  })
  void pushesWhereARegistryIsNamed(String context, String registry) {
    Delivery delivery = possible(request(context, registry), found(context)).delivery();
    assertThat(delivery.repository(IMAGE)).isEqualTo("registry.example.com/team/keywright");
  }

  @Test
  void takesTheCurrentContextUnlessOneIsNamed() {
    Findings found = new Findings(List.of("kind-a", "kind-b"), Optional.of("kind-a"), ALL);
    assertThat(possible(request(null, null), found).context()).isEqualTo("kind-a");
    assertThat(possible(request("kind-b", null), found).context()).isEqualTo("kind-b");
  }

  @Test
  void letsThePersonsValuesWinOverItsOwn() {
    InstallPlan.Possible plan =
        possible(
            new InstallRequest(
                Optional.of("prod"),
                Optional.of("r.example.com"),
                "secrets",
                List.of("replicas=2", "image.tag=x")),
            found("prod"));
    assertThat(plan.helmArguments(Path.of("/c/keywright"), IMAGE))
        .containsExactly(
            ("upgrade --install keywright /c/keywright --kube-context prod --namespace secrets"
                    + " --create-namespace --set-string image.repository=r.example.com/keywright"
                    + " --set-string image.tag=1.0-abc --wait --timeout 3m"
                    + " --set replicas=2 --set image.tag=x")
                .split(" "));
  }

  @ParameterizedTest
  @MethodSource
  void saysWhatIsMissing(InstallRequest request, Findings found, String reason) {
    assertThat(InstallPlan.of(request, found))
        .isInstanceOfSatisfying(
            InstallPlan.Impossible.class,
            impossible -> assertThat(impossible.reason()).isEqualTo(reason));
  }

  static Stream<Arguments> saysWhatIsMissing() {
    return Stream.of(
        arguments(
            request(null, null),
            new Findings(List.of(), Optional.empty(), ALL),
            "there is no kubeconfig: set KUBECONFIG, or make a cluster, for instance with kind create cluster"),
        arguments(
            request("prod", null),
            new Findings(List.of(), Optional.empty(), ALL),
            "the kubeconfig has no context prod: name one with --context (it has none at all)"),
        arguments(
            request(null, null),
            new Findings(List.of("a", "b"), Optional.empty(), ALL),
            "the kubeconfig has no current context: name one with --context (a, b)"),
        arguments(
            request("c", null),
            new Findings(List.of("a", "b"), Optional.of("a"), ALL),
            "the kubeconfig has no context c: name one with --context (a, b)"),
        arguments(
            request(null, null),
            new Findings(List.of("kind-a"), Optional.of("kind-a"), Set.of("kind")),
            "helm is not on PATH: install Helm 3 or newer (https://helm.sh/docs/intro/install)"),
        arguments(
            request(null, null),
            new Findings(List.of("prod"), Optional.of("prod"), ALL),
            "context prod is no cluster of kind, k3d or minikube: name a registry that its nodes pull from with --registry"),
        arguments(
            request(null, null),
            new Findings(List.of("k3d-a"), Optional.of("k3d-a"), Set.of("helm", "kind")),
            "context k3d-a is a cluster of k3d, which is not on PATH: install it (https://k3d.io/stable/#installation), or name a registry with --registry"));
  }

  private static InstallPlan.Possible possible(InstallRequest request, Findings found) {
    InstallPlan plan = InstallPlan.of(request, found);
    assertThat(plan).isInstanceOf(InstallPlan.Possible.class);
    return (InstallPlan.Possible) plan;
  }

  private static Findings found(String context) {
    return new Findings(List.of(context), Optional.of(context), ALL);
  }

  private static InstallRequest request(@Nullable String context, @Nullable String registry) {
    return new InstallRequest(
        Optional.ofNullable(context), Optional.ofNullable(registry), "keywright", List.of());
  }
}
