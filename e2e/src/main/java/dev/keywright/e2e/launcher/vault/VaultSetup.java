package dev.keywright.e2e.launcher.vault;

import dev.keywright.e2e.launcher.model.RunFacts.ControlPlane;
import dev.keywright.e2e.launcher.model.RunFacts.VaultAccess;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sets up a Vault server so that ServiceAccounts can log in: by the kubernetes auth method (Vault
 * asks the API server to review the token) and by the JWT auth method (Vault checks the signature
 * with the API server's public keys). Every method may be called again with the same arguments.
 */
public final class VaultSetup implements AutoCloseable {
  private static final String REVIEWER_NAMESPACE = "vault";
  private static final String REVIEWER = "vault-reviewer";
  private static final long REVIEWER_TOKEN_SECONDS = 24 * 3600;

  private final VaultApi vault;
  private final ControlPlane controlPlane;
  private final KubernetesClient admin;

  /**
   * @param admin a client with all rights; stays the caller's to close
   */
  public VaultSetup(VaultAccess vault, ControlPlane controlPlane, KubernetesClient admin) {
    this.vault = new VaultApi(vault.address(), vault.rootToken());
    this.controlPlane = controlPlane;
    this.admin = admin;
  }

  /** Vault's API with the root token. */
  public VaultApi api() {
    return vault;
  }

  /** Writes an ACL policy in HCL. */
  public VaultSetup policy(String name, String hcl) {
    vault.write("sys/policies/acl/" + name, Map.of("policy", hcl));
    return this;
  }

  /** Enables the kubernetes auth method at {@code auth/<mount>}, with a reviewer of its own. */
  public VaultSetup kubernetesAuth(String mount) {
    enable(mount, "kubernetes");
    vault.write(
        "auth/" + mount + "/config",
        Map.of(
            "kubernetes_host", controlPlane.url(),
            "kubernetes_ca_cert", controlPlane.caPem(),
            "token_reviewer_jwt", reviewerToken(),
            "disable_local_ca_jwt", true));
    return this;
  }

  /**
   * A role of the kubernetes auth method.
   *
   * @param settings fields of Vault's API: bound_service_account_names,
   *     bound_service_account_namespaces, policies, ttl, audience…
   */
  public VaultSetup kubernetesRole(String mount, String role, Map<String, ?> settings) {
    vault.write("auth/" + mount + "/role/" + role, settings);
    return this;
  }

  /**
   * Enables the JWT auth method at {@code auth/<mount>}; tokens are checked against the API
   * server's key set.
   */
  public VaultSetup jwtAuth(String mount) {
    enable(mount, "jwt");
    apply(
        new ClusterRoleBindingBuilder()
            .withNewMetadata()
            .withName("keywright-e2e-issuer-discovery")
            .endMetadata()
            .withNewRoleRef()
            .withApiGroup("rbac.authorization.k8s.io")
            .withKind("ClusterRole")
            .withName("system:service-account-issuer-discovery")
            .endRoleRef()
            .addNewSubject()
            .withApiGroup("rbac.authorization.k8s.io")
            .withKind("Group")
            .withName("system:unauthenticated")
            .endSubject()
            .build());
    vault.write(
        "auth/" + mount + "/config",
        Map.of(
            "jwks_url",
            controlPlane.url() + "/openid/v1/jwks",
            "jwks_ca_pem",
            controlPlane.caPem()));
    return this;
  }

  /**
   * A role of the JWT auth method.
   *
   * @param settings fields of Vault's API: bound_audiences, bound_subject, user_claim, policies,
   *     ttl…; {@code role_type} is {@code jwt}
   */
  public VaultSetup jwtRole(String mount, String role, Map<String, ?> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("role_type", "jwt");
    vault.write("auth/" + mount + "/role/" + role, all);
    return this;
  }

  @Override
  public void close() {
    vault.close();
  }

  private void enable(String mount, String type) {
    if (isEnabled(mount)) {
      return;
    }
    try {
      vault.write("sys/auth/" + mount, Map.of("type", type));
    } catch (VaultApi.Refused e) {
      // Somebody else may have enabled it in between.
      if (!isEnabled(mount)) {
        throw e;
      }
    }
  }

  private boolean isEnabled(String mount) {
    return vault.read("sys/auth").at("/data").has(mount + "/");
  }

  private String reviewerToken() {
    apply(
        new NamespaceBuilder()
            .withNewMetadata()
            .withName(REVIEWER_NAMESPACE)
            .endMetadata()
            .build());
    apply(
        new ServiceAccountBuilder()
            .withNewMetadata()
            .withNamespace(REVIEWER_NAMESPACE)
            .withName(REVIEWER)
            .endMetadata()
            .build());
    apply(
        new ClusterRoleBindingBuilder()
            .withNewMetadata()
            .withName("keywright-e2e-vault-reviewer")
            .endMetadata()
            .withNewRoleRef()
            .withApiGroup("rbac.authorization.k8s.io")
            .withKind("ClusterRole")
            .withName("system:auth-delegator")
            .endRoleRef()
            .addNewSubject()
            .withKind("ServiceAccount")
            .withNamespace(REVIEWER_NAMESPACE)
            .withName(REVIEWER)
            .endSubject()
            .build());
    TokenRequest request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withAudiences(List.of())
            .withExpirationSeconds(REVIEWER_TOKEN_SECONDS)
            .endSpec()
            .build();
    return admin
        .serviceAccounts()
        .inNamespace(REVIEWER_NAMESPACE)
        .withName(REVIEWER)
        .tokenRequest(request)
        .getStatus()
        .getToken();
  }

  private void apply(HasMetadata resource) {
    admin.resource(resource).fieldManager("keywright-e2e").forceConflicts().serverSideApply();
  }
}
