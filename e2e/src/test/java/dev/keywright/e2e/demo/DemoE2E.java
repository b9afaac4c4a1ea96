package dev.keywright.e2e.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keywright.e2e.demo.stage.DemoFiles;
import dev.keywright.e2e.demo.stage.DemoVault;
import dev.keywright.e2e.junit.RealCluster;
import dev.keywright.e2e.junit.TestNamespace;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.process.ProcessIdentity;
import dev.keywright.e2e.launcher.process.ProcessLedger;
import dev.keywright.e2e.launcher.process.ProcessRecord;
import dev.keywright.e2e.launcher.process.Processes;
import dev.keywright.e2e.launcher.vault.VaultApi;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@RealCluster(with = {Component.VAULT, Component.MOTO})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DemoE2E {
  /** What the launcher calls the context of its control planes. */
  private static final String CONTEXT = "admin@keywright-e2e";

  private static final String[] ON_SHARED_CLUSTER = {"--on", "context", CONTEXT};
  private static final Pattern HEADING = Pattern.compile("^\\d+/10  (.*)$", Pattern.MULTILINE);
  private static final List<String> STORY =
      List.of(
          "The operator has the chart's rights and no more",
          "Two stores are ready",
          "One policy makes one Secret from both stores",
          "A value changed in Vault arrives",
          "A Secret deleted by hand is back",
          "An API token is rotated on request",
          "Vault is down: the Secret stays",
          "Vault is back: it recovers by itself",
          "All of it is on record",
          "One changed byte is named");

  private final RealComponents real;
  private final KubernetesClient admin;

  DemoE2E(RealComponents real, KubernetesClient admin) {
    this.real = real;
    this.admin = admin;
  }

  @Test
  void tellsTheWholeStoryWithoutAValueGoesOnWhenKeptAndEndsWhenTold(@TempDir Path folder)
      throws Exception {
    try (DemoProcess demo = DemoProcess.start(folder, Optional.empty(), "--keep")) {
      assertThat(demo.exitCode()).as(demo.output()).isZero();
      assertThat(headings(demo.output())).isEqualTo(STORY);
      assertThat(demo.output()).contains("Seen, all of it", "./run demo --stop");
      DemoFiles files = demo.files();
      List<ProcessIdentity> processes = processes(files);
      assertThat(processes).hasSize(8).allMatch(ProcessIdentity::isAlive);
      assertNoValueIn(files, demo.output() + Files.readString(files.operatorLog()));

      stop(folder, Optional.empty());

      assertThat(processes).noneMatch(ProcessIdentity::isAlive);
      assertThat(files.run().path()).doesNotExist();
    }
  }

  @Test
  void isAGuestInAClusterOfSomebodyElseAndLeavesItAsItWas(@TempDir Path folder) throws Exception {
    int crds = admin.apiextensions().v1().customResourceDefinitions().list().getItems().size();
    try (DemoProcess demo =
        DemoProcess.start(folder, kubeconfig(), "--keep", "--on", "context", CONTEXT)) {
      assertThat(demo.exitCode()).as(demo.output()).isZero();
      assertThat(headings(demo.output())).isEqualTo(STORY);
      List<ProcessIdentity> processes = processes(demo.files());
      assertThat(processes).hasSize(3).allMatch(ProcessIdentity::isAlive);
      assertThat(admin.namespaces().withName("keywright-demo").get()).isNotNull();

      assertThat(stop(folder, kubeconfig())).contains("the cluster is as it was");

      assertThat(processes).noneMatch(ProcessIdentity::isAlive);
      assertNothingLeft();
      assertThat(admin.apiextensions().v1().customResourceDefinitions().list().getItems())
          .hasSize(crds);
    }
  }

  @Test
  void aStepThatCannotBeMetEndsTheDemoAndSaysWhatWasSeen(@TempDir Path folder) throws Exception {
    try (DemoProcess demo = DemoProcess.start(folder, kubeconfig(), ON_SHARED_CLUSTER)) {
      demo.awaitOutput("4/10  ");
      new Processes().kill(demo.files().traces().orElseThrow().operator());

      assertThat(demo.exitCode()).as(demo.output()).isEqualTo(1);
      assertThat(demo.output())
          .containsPattern("✗ this step failed after")
          .containsPattern("expected  \\S+")
          .containsPattern("seen      the operator has ended")
          .contains("logs      " + demo.files().run().logs());
      assertThat(headings(demo.output())).hasSizeLessThan(STORY.size());
      assertThat(processes(demo.files())).noneMatch(ProcessIdentity::isAlive);
    }
    assertNothingLeft();
  }

  @Test
  void ctrlCEndsEverything(@TempDir Path folder) throws Exception {
    try (DemoProcess demo = DemoProcess.start(folder, kubeconfig(), ON_SHARED_CLUSTER)) {
      demo.awaitOutput("3/10  ");
      List<ProcessIdentity> processes = processes(demo.files());
      assertThat(processes).hasSize(3).allMatch(ProcessIdentity::isAlive);

      demo.interrupt();

      assertThat(demo.exitCode()).as(demo.output()).isEqualTo(130);
      assertThat(processes).noneMatch(ProcessIdentity::isAlive);
      assertThat(demo.output()).contains("Interrupted: everything ends.").doesNotContain("✗");
    }
    assertNothingLeft();
  }

  @Test
  void aContextThatDoesNotExistIsOneLine(@TempDir Path folder) throws Exception {
    try (DemoProcess demo = DemoProcess.start(folder, kubeconfig(), "--on", "context", "nope")) {
      assertThat(demo.exitCode()).isEqualTo(1);
      assertThat(demo.output().lines())
          .containsExactly(
              "run: no kubeconfig has a context nope (there is admin@keywright-e2e): correct the name or KUBECONFIG");
    }
  }

  @Test
  void withoutTheRightsThatItNeedsItSaysWhich(@TempDir Path folder, TestNamespace namespace)
      throws Exception {
    Path kubeconfig = real.access().kubeconfig(namespace.name(), "default");
    try (DemoProcess demo =
        DemoProcess.start(
            folder, Optional.of(kubeconfig), "--on", "context", "default@keywright-e2e")) {
      assertThat(demo.exitCode()).isEqualTo(1);
      assertThat(demo.output())
          .contains("run: the cluster of context default@keywright-e2e answers 403")
          .contains("namespaces, ClusterRoles and CRDs")
          .doesNotContain("\tat ");
      assertThat(processes(demo.files())).noneMatch(ProcessIdentity::isAlive);
    }
  }

  private static String stop(Path folder, Optional<Path> kubeconfig) throws Exception {
    try (DemoProcess stop = DemoProcess.start(folder, kubeconfig, "--stop")) {
      assertThat(stop.exitCode()).as(stop.output()).isZero();
      return stop.output();
    }
  }

  private Optional<Path> kubeconfig() {
    return Optional.of(real.controlPlane().kubeconfig());
  }

  private void assertNothingLeft() {
    assertThat(admin.namespaces().withName("keywright-demo").get()).isNull();
    assertThat(admin.namespaces().withName("keywright-demo-shop").get()).isNull();
    assertThat(admin.rbac().clusterRoles().withName("keywright-demo").get()).isNull();
    assertThat(admin.rbac().clusterRoleBindings().withName("keywright-demo").get()).isNull();
  }

  /** No value that is or was in Vault, in the Secret or in the Secret with AWS's access key. */
  private static void assertNoValueIn(DemoFiles files, String printed) throws IOException {
    String records = Files.readString(files.auditLog());
    for (String value : values(files)) {
      for (String form :
          List.of(value, Base64.getEncoder().encodeToString(value.getBytes(UTF_8)))) {
        assertThat(printed.contains(form)).as("a value is printed").isFalse();
        assertThat(records.contains(form)).as("a value is on record").isFalse();
      }
    }
  }

  private static List<String> values(DemoFiles files) {
    List<String> values = new ArrayList<>();
    RealComponents kept = RealComponents.attach(files.run());
    try (kept;
        VaultApi vault = kept.vaultApi()) {
      values.add(kept.vault().rootToken());
      for (int version = 1; version <= 4; version++) {
        JsonNode data =
            vault.read("secret/data/" + DemoVault.PATH + "?version=" + version).at("/data/data");
        values.add(data.path(DemoVault.TOKEN).asText());
        values.add(data.path(DemoVault.WEBHOOK_KEY).asText());
      }
      KubernetesClient client = kept.access().admin();
      values.add(inSecret(client, "aws-access", "secret-access-key"));
      values.add(inSecret(client, "orders", "PARTNER_KEY"));
    }
    assertThat(values).hasSize(11).allMatch(value -> value.length() >= 20);
    return values;
  }

  private static String inSecret(KubernetesClient client, String name, String key) {
    Secret secret = client.secrets().inNamespace("shop").withName(name).require();
    return new String(Base64.getDecoder().decode(secret.getData().get(key)), UTF_8);
  }

  /** The components that the demo has started, and its operator. */
  private static List<ProcessIdentity> processes(DemoFiles files) {
    return Stream.concat(
            new ProcessLedger(files.run()).inReverse().stream().map(ProcessRecord::identity),
            Stream.ofNullable(files.traces().orElseThrow().operator()))
        .toList();
  }

  private static List<String> headings(String output) {
    return HEADING.matcher(output).results().map(match -> match.group(1)).toList();
  }
}
