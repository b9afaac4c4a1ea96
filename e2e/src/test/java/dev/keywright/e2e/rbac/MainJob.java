package dev.keywright.e2e.rbac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keywright.api.ApiNames;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.vault.VaultSetup;
import dev.keywright.e2e.tool.Kubectl;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What an app team does with Keywright, in one namespace and by kubectl: values from Vault and from
 * another Secret, repair, rotation by request and by SecretRotation, restarts, removal.
 */
final class MainJob {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Kubectl kubectl;
  private final VaultSetup vault;
  private final String vaultAddress;
  private final String awsEndpoint;
  private final String namespace;
  private final Setting setting;

  /**
   * What differs between installations.
   *
   * @param installationClass class of the installation that serves the namespace
   * @param isClusterWide whether it serves ClusterSecretStores
   * @param restarts whether it restarts consumers
   */
  record Setting(String installationClass, boolean isClusterWide, boolean restarts) {}

  /**
   * @param namespace where the job is done; must exist
   */
  MainJob(RealComponents real, VaultSetup vault, String namespace, Setting setting) {
    this.kubectl = new Kubectl(real);
    this.vault = vault;
    this.vaultAddress = real.vault().address();
    this.awsEndpoint = real.moto().endpoint();
    this.namespace = namespace;
    this.setting = setting;
  }

  /** Stores, policies and workloads; done when every Secret is there. */
  void sync() {
    vault
        .policy(
            namespace,
            "path \"secret/*\" {capabilities=[\"create\",\"read\",\"update\",\"delete\",\"list\"]}")
        .jwtAuth("jwt")
        .jwtRole(
            "jwt",
            namespace,
            Map.of(
                "bound_audiences", List.of("vault"),
                "user_claim", "sub",
                "token_policies", List.of(namespace)));
    vault.api().putSecret(namespace + "/api", Map.of("token", "t1", "user", "shop"));
    apply(template("main-job.yaml"));
    awaitValue("api", "user", "shop");
    awaitValue("smtp", "password", "p1");
    awaitReady("secstore/aws");
    if (setting.isClusterWide()) {
      apply(template("main-job-cluster.yaml"));
      awaitValue("shared-api", "user", "shop");
    }
  }

  /** A target that is edited and then deleted by hand comes back. */
  void repair() {
    run("patch", "secret", "api", "--type=merge", "-p", "{\"stringData\":{\"user\":\"forged\"}}");
    awaitValue("api", "user", "shop");
    run("delete", "secret", "api");
    awaitValue("api", "user", "shop");
  }

  /** One rotation by annotation, then one by a SecretRotation; done when both are. */
  void rotate() {
    run(
        "annotate",
        "secpol",
        "api",
        "--overwrite",
        ApiNames.ROTATE_REQUESTED_AT + "=" + Instant.now().truncatedTo(ChronoUnit.SECONDS));
    awaitOutcomes("Done");
    apply(
        """
        ---
        apiVersion: keywright.dev/v1alpha1
        kind: SecretRotation
        metadata: {name: by-hand}
        spec: {policyRef: {name: api}, reason: test}
        """);
    awaitOutcomes("Done Done");
    awaitOwnedRun();
    assertThat(value("api", "token")).isNotEqualTo("t1");
    assertThat(run("get", "deploy,sts,ds", "-o", "jsonpath={..template.metadata.annotations}"))
        .satisfies(
            annotations ->
                assertThat(annotations.split(ApiNames.CONSUMER_REVISION_PREFIX + "api", -1))
                    .hasSize(setting.restarts() ? 4 : 1));
  }

  /** Policies go, and their Secrets with them. */
  void remove() {
    run("delete", "secpol", "--all");
    await()
        .atMost(PATIENCE)
        .until(() -> run("get", "secret", "api", "smtp", "--ignore-not-found").isEmpty());
    run("delete", "csecstore", namespace, "--ignore-not-found");
  }

  private void awaitReady(String object) {
    run("wait", object, "--for=condition=Ready", "--timeout=" + PATIENCE.toSeconds() + "s");
  }

  private void awaitValue(String secret, String key, String expected) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(value(secret, key)).isEqualTo(expected));
  }

  /** The run that the operator made itself goes with its policy. */
  private void awaitOwnedRun() {
    await()
        .atMost(PATIENCE)
        .until(
            () -> run("get", "secrot", "-o", "jsonpath={..ownerReferences[*].name}"),
            "api"::equals);
  }

  private void awaitOutcomes(String expected) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(run("get", "secrot", "-o", "jsonpath={.items[*].status.outcome}"))
                    .isEqualTo(expected));
  }

  private String value(String secret, String key) {
    String encoded =
        run("get", "secret", secret, "--ignore-not-found", "-o", "jsonpath={.data." + key + "}");
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }

  private String template(String name) {
    try (InputStream yaml = MainJob.class.getResourceAsStream("/rbac/" + name)) {
      return new String(Objects.requireNonNull(yaml).readAllBytes(), StandardCharsets.UTF_8)
          .replace("NAMESPACE", namespace)
          .replace("CLASS", setting.installationClass())
          .replace("VAULT", vaultAddress)
          .replace("AWS", awsEndpoint)
          .replace("RESTART", setting.restarts() ? "Rolling" : "Never");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void apply(String yaml) {
    kubectl.runWith(yaml, "apply", "--namespace=" + namespace, "-f", "-").output();
  }

  private String run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--namespace=" + namespace);
    return kubectl.run(all.toArray(String[]::new)).output();
  }
}
