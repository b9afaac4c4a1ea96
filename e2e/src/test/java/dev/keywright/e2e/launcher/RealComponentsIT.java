package dev.keywright.e2e.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keywright.e2e.junit.RealCluster;
import dev.keywright.e2e.junit.TestNamespace;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.vault.VaultApi;
import dev.keywright.e2e.launcher.vault.VaultSetup;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Shows that the set of real components is what the other tests take it for. */
@RealCluster(with = {Component.VAULT, Component.MOTO, Component.TOXIPROXY})
final class RealComponentsIT {
  private static final String CANARY = "canary-4f1d9c7a";

  private final RealComponents components;
  private final KubernetesClient admin;
  private final String namespace;

  RealComponentsIT(RealComponents components, KubernetesClient admin, TestNamespace namespace) {
    this.components = components;
    this.admin = admin;
    this.namespace = namespace.name();
  }

  @Test
  void deploymentOfThreeReplicasBecomesReadyOnTheFakeNode() {
    admin.resource(deployment()).create();

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              Deployment now =
                  admin.apps().deployments().inNamespace(namespace).withName("web").get();
              assertThat(now.getStatus().getReadyReplicas()).isEqualTo(3);
            });
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void everyComponentIsRecordedAndListensOnLoopbackOnly() throws Exception {
    Set<Component> running = components.control().running();
    assertThat(running).contains(Component.VAULT, Component.MOTO, Component.TOXIPROXY);
    for (Component component : running) {
      List<String> sockets = ListeningSockets.of(components.control().process(component).pid());
      assertThat(sockets).as("%s", component.id()).isNotEmpty();
      assertThat(sockets).as("%s", component.id()).allMatch(ListeningSockets::isLoopback);
    }
  }

  @Test
  void podGetsATokenOfItsServiceAccountAndNeedsOneThatExists() {
    Pod made = admin.resource(pod("with-default", null)).create();

    assertThat(made.getSpec().getServiceAccountName()).isEqualTo("default");
    assertThat(made.getSpec().getVolumes())
        .filteredOn(volume -> volume.getProjected() != null)
        .flatExtracting(volume -> volume.getProjected().getSources())
        .anyMatch(source -> source.getServiceAccountToken() != null);
    assertThatThrownBy(() -> admin.resource(pod("with-none", "nobody")).create())
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403));
  }

  @Test
  void secretIsEncryptedInEtcdAndItsValueIsInNoLog() throws Exception {
    admin
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("hidden")
                .endMetadata()
                .addToStringData("key", CANARY)
                .build())
        .create();
    admin
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("shown")
                .endMetadata()
                .addToData("key", CANARY)
                .build())
        .create();

    assertThat(stored("secrets", "hidden"))
        .startsWith("k8s:enc:secretbox:v1:")
        .doesNotContain(CANARY);
    assertThat(stored("configmaps", "shown")).as("the control").contains(CANARY);
    String audit = Files.readString(components.controlPlane().requireAuditLog());
    assertThat(audit).contains("\"name\":\"hidden\"").doesNotContain(CANARY);
  }

  @Test
  void serviceAccountHasExactlyItsRights() {
    serviceAccount("reader");
    admin
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("reader")
                .endMetadata()
                .addNewRule()
                .withApiGroups("")
                .withResources("configmaps")
                .withVerbs("list")
                .endRule()
                .build())
        .create();
    admin
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("reader")
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", "reader")
                .addNewSubject("", "ServiceAccount", "reader", namespace)
                .build())
        .create();

    try (KubernetesClient reader = components.access().actingAs(namespace, "reader")) {
      assertThat(reader.configMaps().inNamespace(namespace).list().getItems()).isNotEmpty();
      assertThatThrownBy(() -> reader.secrets().inNamespace(namespace).list())
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403));
    }
  }

  @Test
  void serviceAccountLogsInToVaultByTokenReview() {
    serviceAccount("app");
    try (VaultSetup setup = components.vaultSetup()) {
      setup
          .policy("launcher-read", "path \"secret/data/launcher\" { capabilities = [\"read\"] }")
          .kubernetesAuth("kubernetes")
          .kubernetesRole(
              "kubernetes",
              "launcher",
              Map.of(
                  "bound_service_account_names", List.of("app"),
                  "bound_service_account_namespaces", List.of(namespace),
                  "policies", List.of("launcher-read")));
      setup.api().putSecret("launcher", Map.of("password", CANARY));
      String jwt = components.access().token(namespace, "app", List.of(), Duration.ofMinutes(10));

      JsonNode login =
          setup.api().write("auth/kubernetes/login", Map.of("role", "launcher", "jwt", jwt));

      try (VaultApi app =
          new VaultApi(components.vault().address(), login.at("/auth/client_token").asText())) {
        assertThat(app.secret("launcher").at("/password").asText()).isEqualTo(CANARY);
        assertThatThrownBy(() -> app.secret("other"))
            .isInstanceOfSatisfying(
                VaultApi.Refused.class, e -> assertThat(e.status()).isEqualTo(403));
      }
      String foreign =
          components.access().token("default", "default", List.of(), Duration.ofMinutes(10));
      assertThatThrownBy(
              () ->
                  setup
                      .api()
                      .write("auth/kubernetes/login", Map.of("role", "launcher", "jwt", foreign)))
          .isInstanceOf(VaultApi.Refused.class);
    }
  }

  @Test
  void serviceAccountLogsInToVaultByJwtAndTheAudienceCounts() {
    serviceAccount("jwt-app");
    try (VaultSetup setup = components.vaultSetup()) {
      setup
          .jwtAuth("jwt")
          .jwtRole(
              "jwt",
              "launcher",
              Map.of(
                  "bound_audiences",
                  List.of("vault"),
                  "bound_subject",
                  "system:serviceaccount:" + namespace + ":jwt-app",
                  "user_claim",
                  "sub"));

      JsonNode login = setup.api().write("auth/jwt/login", jwtLogin("vault"));

      assertThat(login.at("/auth/client_token").asText()).isNotEmpty();
      assertThatThrownBy(() -> setup.api().write("auth/jwt/login", jwtLogin("elsewhere")))
          .isInstanceOf(VaultApi.Refused.class);
    }
  }

  @Test
  void severalMayEnableTheSameAuthMethodAtOnce() throws Exception {
    int crowd = 8;
    CyclicBarrier meeting = new CyclicBarrier(crowd);
    try (VaultSetup setup = components.vaultSetup();
        ExecutorService threads = Executors.newFixedThreadPool(crowd)) {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < crowd; i++) {
        done.add(
            threads.submit(
                () -> {
                  meeting.await(30, TimeUnit.SECONDS);
                  return setup.jwtAuth("jwt-crowd");
                }));
      }
      for (Future<?> each : done) {
        each.get();
      }
      assertThat(setup.api().read("sys/auth").at("/data").has("jwt-crowd/")).isTrue();
    }
  }

  private Map<String, ?> jwtLogin(String audience) {
    String jwt =
        components.access().token(namespace, "jwt-app", List.of(audience), Duration.ofMinutes(10));
    return Map.of("role", "launcher", "jwt", jwt);
  }

  private String stored(String kind, String name) {
    byte[] value =
        components.etcd().get("/registry/" + kind + "/" + namespace + "/" + name).orElseThrow();
    return new String(value, StandardCharsets.ISO_8859_1);
  }

  private void serviceAccount(String name) {
    admin
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .build())
        .create();
  }

  private Pod pod(String name, @Nullable String serviceAccount) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withServiceAccountName(serviceAccount)
        .addNewContainer()
        .withName("web")
        .withImage("example.invalid/web")
        .endContainer()
        .endSpec()
        .build();
  }

  private Deployment deployment() {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName("web")
        .endMetadata()
        .withNewSpec()
        .withReplicas(3)
        .withNewSelector()
        .addToMatchLabels("app", "web")
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .addToLabels("app", "web")
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("web")
        .withImage("example.invalid/web")
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }
}
