package dev.keywright.e2e.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.e2e.LauncherMain;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.build.ClientTools;
import dev.keywright.e2e.launcher.model.CacheFolder;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.progress.ConsoleProgress;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * {@code ./run install} with a real registry, a real Helm and a control plane of its own: the chart
 * has admission policies, which other tests would meet.
 */
@ResourceLock("image")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class InstallIT {
  private static final String NAME = "keywright";
  private static final String SERVED = "shop";
  private static final String WHOLE = "operator-whole";
  private static final String LISTED = "operator-listed";

  private RealComponents real;
  private KubernetesClient admin;
  private Path folder;
  private Path helm;
  private LocalRegistry registry;

  @BeforeAll
  void start(@TempDir Path folder) {
    this.folder = folder;
    real = RealComponents.start(Component.CONTROL_PLANE);
    admin = real.access().admin();
    registry = LocalRegistry.start(folder);
    try (ConsoleProgress progress = ConsoleProgress.onStandardError()) {
      helm = new ClientTools(Checkout.current(), CacheFolder.current(), progress).helm();
    }
    admin.resource(namespace(SERVED).build()).create();
    for (String name : List.of(WHOLE, LISTED)) {
      admin
          .resource(
              namespace(name)
                  .editMetadata()
                  .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                  .endMetadata()
                  .build())
          .create();
    }
  }

  @AfterAll
  void stop() {
    registry.close();
    real.close();
  }

  @Test
  @DisplayName(
      "G6 the chart installs for the whole cluster under restricted Pod Security; policies outlive it")
  void wholeCluster() throws IOException, InterruptedException {
    Run install = install(WHOLE, List.of());
    assertThat(install.exitCode()).as(install.output()).isZero();
    List<String> tags = registry.tags("team/keywright");
    assertThat(tags).hasSize(1);
    JsonNode config = registry.config("team/keywright", tags.getFirst());
    assertThat(config.at("/config/User").asText()).isEqualTo("65532:65532");
    assertThat(config.at("/config/Entrypoint").toString()).contains("keywright.aot");
    assertThat(config.at("/config/Labels").toString()).contains("org.opencontainers.image.version");

    Deployment deployment = deployment(WHOLE);
    assertThat(container(deployment).getImage())
        .isEqualTo(registry.address() + "/team/keywright:" + tags.getFirst());
    assertThat(deployment.getStatus().getReadyReplicas()).isEqualTo(1);
    assertThat(admin.pods().inNamespace(WHOLE).list().getItems())
        .singleElement()
        .satisfies(InstallIT::isRestricted);
    assertThat(admin.rbac().clusterRoles().withName(NAME).get()).isNotNull();

    applyFirstPolicy(install.output());
    assertThat(helm("uninstall", NAME, "--namespace", WHOLE, "--wait").exitCode()).isZero();
    assertThat(admin.apps().deployments().inNamespace(WHOLE).list().getItems()).isEmpty();
    assertThat(admin.rbac().clusterRoles().withName(NAME).get()).isNull();
    assertThat(admin.resources(SecretPolicy.class).inNamespace(SERVED).list().getItems())
        .hasSize(1);
  }

  @Test
  @DisplayName(
      "G6 the chart installs for a list of namespaces with Roles only, and once more over itself")
  void listOfNamespaces() throws IOException, InterruptedException {
    List<String> values =
        List.of("--set", "watch.namespaces={%s}".formatted(SERVED), "--set", "replicas=2");
    Run install = install(LISTED, values);
    assertThat(install.exitCode()).as(install.output()).isZero();
    assertThat(admin.rbac().clusterRoles().withName(NAME).get()).isNull();
    assertThat(admin.rbac().roles().inNamespace(SERVED).withName(NAME).get()).isNotNull();
    assertThat(container(deployment(LISTED)).getArgs())
        .contains("--watch-namespaces=" + SERVED, "--operator-namespace=" + LISTED);

    Run again = install(LISTED, values);
    assertThat(again.exitCode()).as(again.output()).isZero();
    assertThat(deployment(LISTED).getSpec().getReplicas()).isEqualTo(2);
    assertThat(deployment(LISTED).getMetadata().getGeneration())
        .as("nothing has changed")
        .isEqualTo(1);
    assertThat(helm("uninstall", NAME, "--namespace", LISTED, "--wait").exitCode()).isZero();
  }

  @Test
  void saysInOneLineThatAnUnknownClusterNeedsARegistry() throws IOException, InterruptedException {
    Run install = launch(List.of("install", "--namespace", WHOLE));
    assertThat(install.exitCode()).isEqualTo(1);
    assertThat(install.output().lines())
        .singleElement()
        .asString()
        .startsWith("run: context ")
        .contains("is no cluster of kind, k3d or minikube")
        .contains("--registry");
  }

  private static NamespaceBuilder namespace(String name) {
    return new NamespaceBuilder().withNewMetadata().withName(name).endMetadata();
  }

  /** What the person sees is what the API server takes. */
  private void applyFirstPolicy(String output) {
    assertThat(output).contains(FirstPolicy.YAML);
    String yaml = FirstPolicy.YAML.replace("namespace: default", "namespace: " + SERVED);
    admin
        .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
        .inNamespace(SERVED)
        .serverSideApply();
  }

  private static void isRestricted(Pod pod) {
    PodSpec spec = pod.getSpec();
    Container operator = spec.getContainers().getFirst();
    assertThat(spec.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(spec.getSecurityContext().getRunAsUser()).isEqualTo(65532);
    assertThat(operator.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(operator.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(operator.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(operator.getVolumeMounts())
        .as("nothing to write to")
        .allMatch(mount -> Boolean.TRUE.equals(mount.getReadOnly()));
    assertThat(operator.getResources().getLimits()).containsKey("memory");
  }

  private Deployment deployment(String namespace) {
    return admin.apps().deployments().inNamespace(namespace).withName(NAME).get();
  }

  private static Container container(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
  }

  private Run install(String namespace, List<String> more)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("install", "--namespace", namespace));
    arguments.addAll(List.of("--context", context(), "--registry", registry.address() + "/team"));
    arguments.addAll(more);
    return launch(arguments);
  }

  private String context() {
    return Config.fromKubeconfig(real.controlPlane().kubeconfig().toFile())
        .getCurrentContext()
        .getName();
  }

  /** The launcher as {@code ./run} starts it. */
  private Run launch(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(LauncherMain.class.getName());
    command.addAll(arguments);
    return run(command);
  }

  private Run helm(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(helm.toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private Run run(List<String> command) throws IOException, InterruptedException {
    Path log = folder.resolve("run-" + Long.toString(System.nanoTime(), 36) + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("KUBECONFIG", real.controlPlane().kubeconfig().toString());
    builder
        .environment()
        .merge(
            "PATH",
            helm.toAbsolutePath().resolveSibling(".").normalize().toString(),
            (path, own) -> own + File.pathSeparator + path);
    Process process = builder.start();
    if (!process.waitFor(10, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return new Run(process.waitFor(), Files.readString(log));
  }

  private record Run(int exitCode, String output) {}
}
