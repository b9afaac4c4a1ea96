package dev.keywright.e2e.crd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.e2e.junit.RealCluster;
import dev.keywright.e2e.junit.TestNamespace;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.tool.CommandResult;
import dev.keywright.e2e.tool.Kubectl;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people do with kubectl. The status is written by the test in the place of the operator. */
@RealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("G7 kubectl")
final class KubectlIT {
  private final Kubectl kubectl;
  private final String namespace;

  KubectlIT(RealComponents real, TestNamespace namespace) {
    this.kubectl = new Kubectl(real);
    this.namespace = namespace.name();
  }

  @BeforeAll
  void makeObjects() {
    apply(
        """
        ---
        apiVersion: keywright.dev/v1alpha1
        kind: SecretStore
        metadata: {name: vault}
        spec: {class: nobody, provider: {vault: {address: "https://vault:8200", auth: {token: {secretRef: {name: a, key: b}}}}}}
        ---
        apiVersion: keywright.dev/v1alpha1
        kind: ClusterSecretStore
        metadata: {name: CLUSTER}
        spec: {class: nobody, provider: {awsSecretsManager: {region: eu-central-1, auth: {environment: {}}}}}
        ---
        apiVersion: keywright.dev/v1alpha1
        kind: SecretPolicy
        metadata: {name: orders}
        spec: {class: nobody, storeRef: {name: vault}, dataFrom: [{extract: {path: a}}], target: {name: orders-secret}}
        ---
        apiVersion: keywright.dev/v1alpha1
        kind: SecretPolicy
        metadata: {name: payments}
        spec: {class: nobody, storeRef: {kind: ClusterSecretStore, name: CLUSTER}, dataFrom: [{extract: {path: a}}]}
        ---
        apiVersion: keywright.dev/v1alpha1
        kind: SecretRotation
        metadata: {name: ticket}
        spec: {policyRef: {name: nobodys}}
        """
            .replace("CLUSTER", namespace));
  }

  @AfterAll
  void removeClusterWideOnes() {
    run("delete", "csecstore", namespace).output();
  }

  @Test
  @DisplayName("get prints the columns of a policy, and more of them with -o wide")
  void policyColumns() {
    status(
        "secpol/orders",
        """
        {"version": "7", "changedTime": "2026-01-02T03:04:05Z", "rotation": {"nextRotationTime": "2030-01-01T03:00:00Z"},
         "conditions": [%s, %s]}
        """
            .formatted(
                condition("Ready", "True", "Synced", "The target is good."),
                condition("Synced", "False", "ProviderUnavailable", "x")));

    assertThat(table("get", "secpol", "orders"))
        .first()
        .isEqualTo(List.of("NAME", "READY", "STATUS", "STORE", "VALUE-AGE", "NEXT", "AGE"));
    assertThat(table("get", "secpol", "orders").get(1))
        .startsWith("orders", "True", "Synced", "vault")
        .contains("2030-01-01T03:00:00Z")
        .element(4)
        .asString()
        .matches("\\d+[dy].*");
    assertThat(table("get", "secpol", "orders", "-o", "wide"))
        .first()
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .endsWith("SYNCED", "VERSION", "MESSAGE");
    assertThat(table("get", "secpol", "orders", "-o", "wide").get(1))
        .endsWith("False", "7", "The target is good.");
  }

  @Test
  @DisplayName("get prints the columns of stores and of a rotation")
  void otherColumns() {
    String ready = condition("Ready", "False", "AccessDenied", "x");
    status("secstore/vault", "{\"policies\": 3, \"conditions\": [%s]}".formatted(ready));
    status("csecstore/" + namespace, "{\"policies\": 4, \"conditions\": [%s]}".formatted(ready));
    status(
        "secrot/ticket",
        "{\"phase\": \"Staged\", \"startedTime\": \"2026-01-02T03:04:05Z\", \"trigger\": {\"kind\": \"SecretRotation\"}}");

    assertThat(table("get", "secstore", "vault"))
        .containsExactly(
            List.of("NAME", "READY", "REASON", "POLICIES"),
            List.of("vault", "False", "AccessDenied", "3"));
    assertThat(table("get", "csecstore", namespace))
        .containsExactly(
            List.of("NAME", "READY", "REASON", "POLICIES"),
            List.of(namespace, "False", "AccessDenied", "4"));
    assertThat(table("get", "secrot", "ticket"))
        .first()
        .isEqualTo(List.of("NAME", "POLICY", "PHASE", "CAUSE", "STARTED"));
    assertThat(table("get", "secrot", "ticket").get(1))
        .startsWith("ticket", "nobodys", "Staged", "SecretRotation")
        .hasSize(5);
  }

  @Test
  @DisplayName("get keywright lists every kind")
  void category() {
    assertThat(run("get", "keywright", "-o", "name").output().lines())
        .contains(
            "secretpolicy.keywright.dev/orders",
            "secretstore.keywright.dev/vault",
            "clustersecretstore.keywright.dev/" + namespace,
            "secretrotation.keywright.dev/ticket");
  }

  @ParameterizedTest(name = "explain {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          secpol                                              | The Secret an app team wants
          secpol.spec.rotation.schedule                       | Example: 0 3 * * SUN.
          secpol.spec.rotation.driver.valueOnly.token.bytes   | Default: 32.
          secstore.spec.provider                              | exactly one
          csecstore.spec.provider.vault.auth.kubernetes.role  | Example: shop.
          csecstore.spec.allow.paths                          | $(namespace)
          secrot.spec.reason                                  | for the record
          secrot.status.phase                                 | Last phase that was completed
          """)
  void explains(String field, String text) {
    assertThat(run("explain", field).output().replaceAll("\\s+", " "))
        .contains("GROUP: keywright.dev", "VERSION: v1alpha1", text);
  }

  @Test
  @DisplayName("wait sees a condition, and only one that is about the newest spec")
  void waits() {
    status(
        "secpol/payments",
        "{\"conditions\": [%s]}".formatted(condition("Ready", "True", "Synced", "x")));
    run("wait", "secpol/payments", "--for=condition=Ready", "--timeout=30s").output();

    run(
            "patch",
            "secpol/payments",
            "--type=merge",
            "-p",
            "{\"spec\":{\"refresh\":{\"mode\":\"Once\"}}}")
        .output();
    assertThat(run("wait", "secpol/payments", "--for=condition=Ready", "--timeout=1s").complaint())
        .contains("timed out");

    CompletableFuture<CommandResult> waiting =
        CompletableFuture.supplyAsync(
            () -> run("wait", "secpol/payments", "--for=condition=Ready", "--timeout=60s"),
            Thread::startVirtualThread);
    status(
        "secpol/payments",
        "{\"conditions\": [%s]}"
            .formatted(
                condition("Ready", "True", "Synced", "x")
                    .replace("\"observedGeneration\": 1", "\"observedGeneration\": 2")));
    assertThat(waiting.join().output()).contains("condition met");
  }

  @ParameterizedTest(name = "get {0} --field-selector {1}")
  @CsvSource({
    "secpol, spec.storeRef.name=vault, orders",
    "secpol, spec.storeRef.kind=ClusterSecretStore, payments",
    "secpol, spec.target.name=orders-secret, orders",
    "secpol, 'spec.class=nobody,metadata.name=payments', payments",
    "secstore, spec.class=nobody, vault",
    "secrot, spec.policyRef.name=nobodys, ticket",
    "secrot, spec.policyRef.name=somebodys, ''"
  })
  void selects(String kind, String selector, String expected) {
    assertThat(
            run(
                    "get",
                    kind,
                    "--field-selector=" + selector,
                    "-o",
                    "jsonpath={.items[*].metadata.name}")
                .output())
        .isEqualTo(expected);
  }

  @Test
  @DisplayName("a new object says that nobody has looked at it yet")
  void newObject() {
    apply(
        """
        ---
        apiVersion: keywright.dev/v1alpha1
        kind: SecretPolicy
        metadata: {name: new}
        spec: {class: nobody, storeRef: {name: other}, dataFrom: [{extract: {path: a}}]}
        """);
    assertThat(run("get", "secpol", "new", "-o", "jsonpath={.status}").output())
        .isEqualTo("{\"observedGeneration\":-1}");
  }

  /** The lines of a table, each as its cells. */
  private List<List<String>> table(String... words) {
    return run(words).output().lines().map(line -> List.of(line.strip().split(" {2,}"))).toList();
  }

  private static String condition(String type, String status, String reason, String message) {
    return """
    {"type": "%s", "status": "%s", "reason": "%s", "message": "%s", "observedGeneration": 1, "lastTransitionTime": "2026-01-02T03:04:05Z"}\
    """
        .formatted(type, status, reason, message);
  }

  private void status(String object, String status) {
    run(
            "patch",
            object,
            "--subresource=status",
            "--type=merge",
            "-p",
            "{\"status\":" + status + "}")
        .output();
  }

  private void apply(String yaml) {
    kubectl.runWith(yaml, "apply", "--namespace=" + namespace, "-f", "-").output();
  }

  private CommandResult run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--namespace=" + namespace);
    return kubectl.run(all.toArray(String[]::new));
  }
}
