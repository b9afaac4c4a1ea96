package dev.keywright.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keywright.cli.KeywrightCli;
import dev.keywright.cli.console.ExitCodes;
import dev.keywright.e2e.junit.RealCluster;
import dev.keywright.e2e.junit.TestNamespace;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.vault.VaultApi;
import dev.keywright.e2e.launcher.vault.VaultSetup;
import dev.keywright.e2e.operator.ChartRights;
import dev.keywright.e2e.operator.OperatorUnderTest;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The trail of a packaged operator, from an edit in the cluster to the offline check. */
@RealCluster(with = {Component.VAULT})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class AuditTrailE2E {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Pattern KEY = Pattern.compile("signed by (\\S+\\+[0-9a-f]{8}\\+\\S+)");

  private final RealComponents real;
  private final KubernetesClient admin;
  private final String namespace;
  private Path log;
  private Path checkpoints;
  private Path key;
  private VaultSetup setup;
  private OperatorUnderTest operator;

  AuditTrailE2E(RealComponents real, KubernetesClient admin, TestNamespace namespace) {
    this.real = real;
    this.admin = admin;
    this.namespace = namespace.name();
  }

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    String operatorNamespace = "kw-" + namespace;
    new ChartRights(Path.of("../helm/keywright")).grant(admin, operatorNamespace, "keywright");
    log = folder.resolve("audit.log");
    checkpoints = folder.resolve("checkpoints.txt");
    setup = real.vaultSetup();
    prepareVault(setup.api());
    operator =
        OperatorUnderTest.start(
            real.access().kubeconfig(operatorNamespace, "keywright"),
            folder,
            List.of(
                "--operator-namespace=" + operatorNamespace,
                "--watch-namespaces=" + namespace,
                "--audit-file=" + log,
                "--audit-checkpoints=" + checkpoints));
    Matcher logged = KEY.matcher(operator.log());
    assertThat(logged.find()).isTrue();
    key = Files.writeString(folder.resolve("key.pub"), logged.group(1) + "\n");
    apply(
        """
        apiVersion: keywright.dev/v1alpha1
        kind: SecretStore
        metadata: {name: vault}
        spec:
          provider:
            vault: {address: "%s", mount: secret, auth: {jwt: {role: %s, serviceAccountRef: {name: default}, audiences: [vault]}}}
        """
            .formatted(real.vault().address(), namespace));
    apply(
        """
        apiVersion: keywright.dev/v1alpha1
        kind: SecretPolicy
        metadata: {name: drifting}
        spec:
          storeRef: {name: vault}
          dataFrom: [{extract: {path: %s/drifting}}]
        """
            .formatted(namespace));
  }

  private void prepareVault(VaultApi vault) {
    setup
        .policy(namespace, "path \"secret/*\" {capabilities=[\"read\",\"list\"]}")
        .jwtAuth("jwt")
        .jwtRole(
            "jwt",
            namespace,
            Map.of(
                "role_type",
                "jwt",
                "bound_audiences",
                List.of("vault"),
                "user_claim",
                "sub",
                "token_policies",
                List.of(namespace),
                "token_ttl",
                "10m"));
    vault.putSecret(namespace + "/drifting", Map.of("token", "t1"));
  }

  @AfterAll
  void stop() {
    operator.close();
    setup.close();
  }

  @Test
  @Order(1)
  @DisplayName(
      "A4 a Secret changed by somebody else is recorded as drift with the field manager that the"
          + " API server names")
  void recordsWhoEdited() {
    await()
        .atMost(SOON)
        .until(() -> Files.exists(log) && Files.readString(log).contains("TargetCreated"));
    try (KubernetesClient intruder =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(admin.getConfiguration()).withUserAgent("intruder/1").build())
            .build()) {
      intruder
          .secrets()
          .inNamespace(namespace)
          .withName("drifting")
          .edit(
              live ->
                  new SecretBuilder(live)
                      .addToData(
                          "token",
                          Base64.getEncoder()
                              .encodeToString("forged".getBytes(StandardCharsets.UTF_8)))
                      .build());
    }

    await().atMost(SOON).until(() -> token().equals("t1"));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(Files.readAllLines(log))
                    .anyMatch(
                        line ->
                            line.contains("\"type\":\"TargetRepaired\"")
                                && line.contains("\"editor\":\"intruder\"")));
  }

  @Test
  @Order(2)
  @DisplayName("A1 the trail of a real operator verifies, and a flipped byte in it is named")
  void verifiesAndNamesAFlippedByte() throws IOException {
    operator.close();

    String whole = verify(ExitCodes.OK);
    assertThat(whole).contains("integrity     OK", "completeness  OK", "anchoring     OK to ");
    byte[] bytes = Files.readAllBytes(log);
    int line = Files.readString(log).indexOf("\n") + 1;
    bytes[line + 30] ^= 1;
    Files.write(log, bytes);

    assertThat(verify(ExitCodes.TAMPERED)).contains("TAMPERED@2");
  }

  private String verify(int expectedCode) {
    StringWriter out = new StringWriter();
    int code =
        KeywrightCli.execute(
            new PrintWriter(out),
            new PrintWriter(out),
            "audit",
            "verify",
            log.toString(),
            "--checkpoints",
            checkpoints.toString(),
            "--public-key",
            key.toString());
    assertThat(code).as(out.toString()).isEqualTo(expectedCode);
    return out.toString();
  }

  private String token() {
    var secret = admin.secrets().inNamespace(namespace).withName("drifting").get();
    return secret == null
        ? ""
        : new String(
            Base64.getDecoder().decode(secret.getData().getOrDefault("token", "")),
            StandardCharsets.UTF_8);
  }

  private void apply(String yaml) {
    admin
        .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
        .inNamespace(namespace)
        .serverSideApply();
  }
}
