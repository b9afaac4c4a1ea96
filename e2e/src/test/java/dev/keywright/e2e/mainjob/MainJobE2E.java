package dev.keywright.e2e.mainjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keywright.api.ApiNames;
import dev.keywright.api.ConditionSet;
import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.api.v1alpha1.RequestState;
import dev.keywright.api.v1alpha1.RotationOutcome;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.e2e.junit.RealCluster;
import dev.keywright.e2e.junit.TestNamespace;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.vault.VaultApi;
import dev.keywright.e2e.launcher.vault.VaultSetup;
import dev.keywright.e2e.operator.ChartRights;
import dev.keywright.e2e.operator.OperatorUnderTest;
import dev.keywright.kube.KubeClients;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@RealCluster(with = {Component.VAULT})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MainJobE2E {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final String CANARY = "canary-4f1b9c77e2";

  private final KubernetesClient admin;
  private final String namespace;
  private final RealComponents real;
  private VaultSetup setup;
  private VaultApi vault;
  private OperatorUnderTest operator;

  MainJobE2E(RealComponents real, KubernetesClient admin, TestNamespace namespace) {
    this.real = real;
    this.admin = admin;
    this.namespace = namespace.name();
  }

  @BeforeAll
  void start(@TempDir Path folder) {
    String operatorNamespace = "kw-" + namespace;
    new ChartRights(Path.of("../helm/keywright")).grant(admin, operatorNamespace, "keywright");
    setup = real.vaultSetup();
    vault = setup.api();
    setup
        .policy(
            namespace,
            "path \"secret/*\" {capabilities=[\"create\",\"read\",\"update\",\"delete\",\"list\"]}")
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
    operator =
        OperatorUnderTest.start(
            real.access().kubeconfig(operatorNamespace, "keywright"),
            folder,
            List.of(
                "--operator-namespace=" + operatorNamespace,
                "--watch-namespaces=" + namespace,
                "--kubelet-sync-bound=5s"));
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
  }

  @AfterAll
  void stop() {
    operator.close();
    setup.close();
  }

  @Test
  @DisplayName(
      "S1 S2 two remote scalars land under chosen keys, byte-exact, in a target named like the policy")
  void twoScalars() {
    vault.putSecret(namespace + "/scalars", Map.of("a", "päss\n\"word\" ", "b", CANARY));
    policy(
        "scalars",
        "data: [{key: one, from: {path: %s/scalars, property: a}}, {key: two, from: {path: %s/scalars, property: b}}]"
            .formatted(namespace, namespace));
    assertThat(secret("scalars"))
        .containsOnly(Map.entry("one", "päss\n\"word\" "), Map.entry("two", CANARY));
    assertThat(condition("scalars", "Ready").status()).isEqualTo("True");
  }

  @Test
  @DisplayName("S3 S4 nested paths, array elements, dotted names and stable JSON of whole objects")
  void nested() {
    vault.putSecret(
        namespace + "/nested",
        Map.of(
            "db",
            Map.of("hosts", List.of(Map.of("name", "h0"), Map.of("name", "h1"))),
            "db.hosts",
            "literal"));
    policy(
        "nested",
        "data: [{key: host, from: {path: %1$s/nested, property: 'db.hosts[1].name'}}, {key: literal, from: {path: %1$s/nested, property: db.hosts}}, {key: all, from: {path: %1$s/nested}}]"
            .formatted(namespace));
    assertThat(secret("nested"))
        .containsEntry("literal", "literal")
        .containsEntry(
            "all",
            "{\"db\":{\"hosts\":[{\"name\":\"h0\"},{\"name\":\"h1\"}]},\"db.hosts\":\"literal\"}");
  }

  @Test
  @DisplayName("S7 base64 and base64url are decoded, binary survives")
  void decodes() {
    byte[] binary = {0, (byte) 0xff, 0, 10};
    vault.putSecret(
        namespace + "/binary",
        Map.of(
            "std",
            Base64.getEncoder().encodeToString(binary),
            "url",
            Base64.getUrlEncoder().encodeToString(binary)));
    policy(
        "binary",
        "data: [{key: std, from: {path: %1$s/binary, property: std, decode: Base64}}, {key: url, from: {path: %1$s/binary, property: url, decode: Base64Url}}]"
            .formatted(namespace));
    Secret target =
        await().atMost(SOON).until(() -> secrets("binary").get(), found -> found != null);
    assertThat(Base64.getDecoder().decode(target.getData().get("std"))).isEqualTo(binary);
    assertThat(Base64.getDecoder().decode(target.getData().get("url"))).isEqualTo(binary);
  }

  @Test
  @DisplayName(
      "S13 S14 a Secret deleted or edited by hand is put back at once, as the same revision")
  void repairs() {
    vault.putSecret(namespace + "/repair", Map.of("token", "t1"));
    policy("repair", "dataFrom: [{extract: {path: %s/repair}}]".formatted(namespace));
    assertThat(secret("repair")).containsEntry("token", "t1");
    String revision = revision("repair");
    secrets("repair").delete();
    await().atMost(SOON).untilAsserted(() -> assertThat(revision("repair")).isEqualTo(revision));
    secrets("repair")
        .edit(
            live ->
                new SecretBuilder(live)
                    .addToData("token", encode("forged"))
                    .addToData("extra", encode("x"))
                    .build());
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(data("repair")).containsOnly(Map.entry("token", "t1")));
    assertThat(revision("repair")).isEqualTo(revision);
  }

  @Test
  @DisplayName("S24 a request syncs at once with refresh off, and status echoes it")
  void syncsOnRequest() {
    vault.putSecret(namespace + "/once", Map.of("token", "t1"));
    policy(
        "once",
        "refresh: {mode: Once}\n  dataFrom: [{extract: {path: %s/once}}]".formatted(namespace));
    assertThat(secret("once")).containsEntry("token", "t1");
    vault.putSecret(namespace + "/once", Map.of("token", "t2"));
    String token = request("once", ApiNames.SYNC_REQUESTED_AT);
    await().atMost(SOON).untilAsserted(() -> assertThat(data("once")).containsEntry("token", "t2"));
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              var sync = policies("once").get().getStatus().requests().sync();
              assertThat(sync.token()).isEqualTo(token);
              assertThat(sync.state()).isEqualTo(RequestState.Done);
            });
  }

  @Test
  @DisplayName("S25 nothing is written while nothing changes")
  void isQuiet() {
    vault.putSecret(namespace + "/quiet", Map.of("token", "t1"));
    policy(
        "quiet",
        "refresh: {interval: 1s}\n  dataFrom: [{extract: {path: %s/quiet}}]".formatted(namespace));
    secret("quiet");
    await()
        .atMost(SOON)
        .until(
            () -> policies("quiet").get().getStatus(),
            status -> status != null && status.outbox() == null && status.target() != null);
    String policyVersion = policies("quiet").get().getMetadata().getResourceVersion();
    String targetVersion = secrets("quiet").get().getMetadata().getResourceVersion();
    await()
        .during(Duration.ofSeconds(4))
        .atMost(Duration.ofSeconds(8))
        .until(
            () -> policies("quiet").get().getMetadata().getResourceVersion().equals(policyVersion));
    assertThat(secrets("quiet").get().getMetadata().getResourceVersion()).isEqualTo(targetVersion);
  }

  @Test
  @DisplayName("a value changed in Vault arrives within its interval")
  void refreshes() {
    vault.putSecret(namespace + "/refresh", Map.of("token", "t1"));
    policy(
        "refresh",
        "refresh: {interval: 2s}\n  dataFrom: [{extract: {path: %s/refresh}}]"
            .formatted(namespace));
    assertThat(secret("refresh")).containsEntry("token", "t1");
    vault.putSecret(namespace + "/refresh", Map.of("token", "t2"));
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(data("refresh")).containsEntry("token", "t2"));
  }

  @Test
  @DisplayName("bad input is named and an existing target stays")
  void badInput() {
    vault.putSecret(namespace + "/bad", Map.of("token", "t1"));
    policy("bad", "dataFrom: [{extract: {path: %s/bad}}]".formatted(namespace));
    secret("bad");
    policy(
        "bad", "data: [{key: token, from: {path: %s/bad, property: nope}}]".formatted(namespace));
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(condition("bad", "Synced").reason()).isEqualTo("PropertyNotFound"));
    assertThat(data("bad")).containsEntry("token", "t1");
    policy("nopath", "dataFrom: [{extract: {path: %s/absent}}]".formatted(namespace));
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(condition("nopath", "Ready").reason()).isEqualTo("PathNotFound"));
    policy("nostore", "storeRef: {name: missing}\n  dataFrom: [{extract: {path: x}}]");
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(condition("nostore", "Ready").reason()).isEqualTo("StoreNotFound"));
    admin
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("foreign")
                .withNamespace(namespace)
                .endMetadata()
                .addToData("k", encode("v"))
                .build())
        .create();
    policy("foreign", "dataFrom: [{extract: {path: %s/bad}}]".formatted(namespace));
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(condition("foreign", "Ready").reason()).isEqualTo("TargetConflict"));
    assertThat(data("foreign")).containsOnly(Map.entry("k", "v"));
  }

  @Test
  @DisplayName(
      "R11 the same rotation request, applied again and again, is one run and one new version")
  void rotatesOnce() {
    vault.putSecret(namespace + "/rotate", new HashMap<>(Map.of("token", "t1", "port", 5432)));
    policy(
        "rotate",
        "dataFrom: [{extract: {path: %s/rotate}}]\n  rotation: {driver: {valueOnly: {property: token, token: {bytes: 32}}}}\n  consumers: {restart: Rolling}"
            .formatted(namespace));
    assertThat(secret("rotate")).containsEntry("token", "t1");
    String token = request("rotate", ApiNames.ROTATE_REQUESTED_AT);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(data("rotate").get("token")).isNotEqualTo("t1"));
    assertThat(data("rotate")).containsEntry("port", "5432");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(runs("rotate"))
                    .singleElement()
                    .satisfies(
                        run ->
                            assertThat(run.getStatus().outcome()).isEqualTo(RotationOutcome.Done)));
    String rotated = data("rotate").get("token");
    for (int again = 0; again < 100; again++) {
      annotate("rotate", ApiNames.ROTATE_REQUESTED_AT, token);
    }
    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(10))
        .until(() -> runs("rotate").size() == 1 && data("rotate").get("token").equals(rotated));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(policies("rotate").get().getStatus().requests().rotate().state())
                    .isEqualTo(RequestState.Done));
    assertThat(
            vault
                .read("secret/metadata/" + namespace + "/rotate")
                .findValue("current_version")
                .asInt())
        .isEqualTo(2);
  }

  @Test
  @DisplayName("R27 no canary value in log, status or audit records, raw or encoded")
  void keepsQuiet() {
    vault.putSecret(namespace + "/canary", Map.of("token", CANARY));
    policy("canary", "dataFrom: [{extract: {path: %s/canary}}]".formatted(namespace));
    assertThat(secret("canary")).containsEntry("token", CANARY);
    String statuses =
        admin.resources(SecretPolicy.class).inNamespace(namespace).list().getItems().stream()
            .map(found -> KubeClients.serialization().asYaml(found))
            .reduce("", String::concat);
    for (String form : List.of(CANARY, encode(CANARY))) {
      assertThat(operator.log()).doesNotContain(form);
      assertThat(statuses).doesNotContain(form);
    }
    await().atMost(SOON).untilAsserted(() -> assertThat(operator.log()).contains("TargetCreated"));
  }

  private void policy(String name, String spec) {
    String store = spec.contains("storeRef") ? "" : "storeRef: {name: vault}\n  ";
    apply(
        "apiVersion: keywright.dev/v1alpha1\nkind: SecretPolicy\nmetadata: {name: %s}\nspec:\n  %s%s\n"
            .formatted(name, store, spec));
  }

  private void apply(String yaml) {
    admin
        .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
        .inNamespace(namespace)
        .serverSideApply();
  }

  private String request(String name, String annotation) {
    String token = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    annotate(name, annotation, token);
    return token;
  }

  /** As {@code kubectl annotate --overwrite} does it: without a resourceVersion. */
  private void annotate(String name, String annotation, String value) {
    policies(name)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}".formatted(annotation, value));
  }

  private Map<String, String> secret(String name) {
    await().atMost(SOON).until(() -> secrets(name).get() != null);
    return data(name);
  }

  private Map<String, String> data(String name) {
    Map<String, String> decoded = new HashMap<>();
    Secret found = secrets(name).get();
    if (found != null && found.getData() != null) {
      found
          .getData()
          .forEach(
              (key, value) ->
                  decoded.put(
                      key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
    }
    return decoded;
  }

  private String revision(String name) {
    Secret found = secrets(name).get();
    return found == null ? "" : found.getMetadata().getAnnotations().get(ApiNames.TARGET_REVISION);
  }

  private Condition condition(String name, String type) {
    await()
        .atMost(SOON)
        .until(
            () ->
                Optional.ofNullable(policies(name).get().getStatus())
                    .flatMap(status -> ConditionSet.find(status.conditions(), type))
                    .isPresent());
    return ConditionSet.find(policies(name).get().getStatus().conditions(), type).orElseThrow();
  }

  private List<SecretRotation> runs(String policy) {
    return admin.resources(SecretRotation.class).inNamespace(namespace).list().getItems().stream()
        .filter(run -> run.getSpec().policyRef().name().equals(policy))
        .toList();
  }

  private Resource<Secret> secrets(String name) {
    return admin.secrets().inNamespace(namespace).withName(name);
  }

  private Resource<SecretPolicy> policies(String name) {
    return admin.resources(SecretPolicy.class).inNamespace(namespace).withName(name);
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
