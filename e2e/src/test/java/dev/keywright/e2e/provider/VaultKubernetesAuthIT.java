package dev.keywright.e2e.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.contract.FakeCredentials;
import dev.keywright.e2e.junit.RealCluster;
import dev.keywright.e2e.junit.TestNamespace;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.vault.VaultSetup;
import dev.keywright.provider.spi.CheckResult;
import dev.keywright.provider.spi.SecretProvider;
import dev.keywright.provider.spi.ServiceAccountReference;
import dev.keywright.provider.vault.VaultProviderFactory;
import dev.keywright.provider.vault.VaultSettings;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens of a real API server at a real Vault, which has them reviewed or checks the signature. */
@RealCluster(with = Component.VAULT)
class VaultKubernetesAuthIT {
  private final RealComponents components;
  private final KubernetesClient admin;
  private final String namespace;
  private final VaultSetup setup;
  private final String id = UUID.randomUUID().toString().substring(0, 8);

  VaultKubernetesAuthIT(
      RealComponents components, KubernetesClient admin, TestNamespace namespace) {
    this.components = components;
    this.admin = admin;
    this.namespace = namespace.name();
    this.setup = components.vaultSetup();
  }

  @BeforeEach
  void setUp() {
    for (String account : List.of("orders", "stranger")) {
      admin
          .resource(
              new ServiceAccountBuilder()
                  .withNewMetadata()
                  .withNamespace(namespace)
                  .withName(account)
                  .endMetadata()
                  .build())
          .serverSideApply();
    }
    setup.policy("shop-read", "path \"secret/data/shop/*\" { capabilities = [\"read\"] }");
    setup.kubernetesAuth("clusters/" + id).jwtAuth("jwt-" + id);
  }

  @AfterEach
  void tearDown() {
    setup.api().delete("sys/auth/clusters/" + id);
    setup.api().delete("sys/auth/jwt-" + id);
    setup.close();
  }

  @Test
  void logsInByTokenReviewWithTheDefaultAudience() {
    kubernetesRole("shop", Map.of("audience", "vault"));

    assertThat(check(kubernetes("shop", "orders", null)))
        .isInstanceOfSatisfying(
            CheckResult.Ready.class,
            ready ->
                assertThat(ready.identity())
                    .isEqualTo("clusters/" + id + "/shop (policies: shop-read)"));
  }

  @Test
  void anotherAccountIsDeniedWithTheSettingsToCheck() {
    kubernetesRole("shop", Map.of("audience", "vault"));

    assertThat(check(kubernetes("shop", "stranger", null)).toString())
        .contains("DENIED", "ServiceAccount stranger", "auth.kubernetes.audiences");
  }

  @Test
  void aRoleWithoutAnAudienceTakesTheDefaultOne() {
    kubernetesRole("plain", Map.of());

    assertThat(check(kubernetes("plain", "orders", null))).isInstanceOf(CheckResult.Ready.class);
  }

  @Test
  void aMountWithoutAReviewerNeedsTheApiServersAudienceAndTheDenialSaysSo() {
    setup
        .api()
        .write(
            "auth/clusters/" + id + "/config",
            Map.of(
                "kubernetes_host",
                components.controlPlane().url(),
                "kubernetes_ca_cert",
                components.controlPlane().caPem(),
                "token_reviewer_jwt",
                "",
                "disable_local_ca_jwt",
                true));
    kubernetesRole("shop", Map.of());
    ClusterRoleBinding reviewer = admin.resource(mayReview("orders")).serverSideApply();
    try {
      assertThat(check(kubernetes("shop", "orders", null)).toString())
          .contains("DENIED", "auth.kubernetes.audiences", "tokens.audiences");
      assertThat(
              check(
                  kubernetes(
                      "shop", "orders", List.of("https://kubernetes.default.svc.cluster.local"))))
          .isInstanceOf(CheckResult.Ready.class);
    } finally {
      admin.resource(reviewer).delete();
    }
  }

  @Test
  void logsInByTheApiServersSignature() {
    setup.jwtRole(
        "jwt-" + id,
        "shop",
        Map.of(
            "bound_audiences",
            List.of("vault"),
            "bound_subject",
            "system:serviceaccount:" + namespace + ":orders",
            "user_claim",
            "sub",
            "token_policies",
            List.of("shop-read")));
    VaultSettings.Auth orders = jwt("orders");
    VaultSettings.Auth stranger = jwt("stranger");

    assertThat(check(orders)).isInstanceOf(CheckResult.Ready.class);
    assertThat(check(stranger).toString()).contains("DENIED", "auth.jwt.audiences");
  }

  private void kubernetesRole(String role, Map<String, String> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bound_service_account_names", List.of("orders"));
    settings.put("bound_service_account_namespaces", List.of(namespace));
    settings.put("token_policies", List.of("shop-read"));
    setup.kubernetesRole("clusters/" + id, role, settings);
  }

  private ClusterRoleBinding mayReview(String account) {
    return new ClusterRoleBindingBuilder()
        .withNewMetadata()
        .withName("may-review-" + id)
        .endMetadata()
        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "system:auth-delegator")
        .addNewSubject("", "ServiceAccount", account, namespace)
        .build();
  }

  private VaultSettings.Auth kubernetes(
      String role, String account, @Nullable List<String> audiences) {
    return VaultSettings.Auth.byKubernetes(
        new VaultSettings.KubernetesAuth(
            role, "clusters/" + id, new ServiceAccountReference(account, namespace), audiences));
  }

  private VaultSettings.Auth jwt(String account) {
    return VaultSettings.Auth.byJwt(
        new VaultSettings.JwtAuth(
            "shop", "jwt-" + id, new ServiceAccountReference(account, namespace), null));
  }

  private CheckResult check(VaultSettings.Auth auth) {
    FakeCredentials credentials =
        new FakeCredentials()
            .withTokens(
                (account, audiences, lifetime) ->
                    components.access().token(namespace, account.name(), audiences, lifetime));
    VaultSettings settings =
        new VaultSettings(components.vault().address(), null, null, null, null, null, auth);
    try (SecretProvider provider =
        new VaultProviderFactory()
            .open(settings, VaultStore.environment(credentials, Duration.ofSeconds(10), 4))) {
      return provider.check();
    }
  }
}
