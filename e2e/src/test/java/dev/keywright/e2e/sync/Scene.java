package dev.keywright.e2e.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.ApiNames;
import dev.keywright.api.ConditionSet;
import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.api.v1alpha1.RequestStatus;
import dev.keywright.api.v1alpha1.RequestsStatus;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import dev.keywright.api.v1alpha1.SecretStore;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.vault.VaultApi;
import dev.keywright.e2e.operator.ChartRights;
import dev.keywright.e2e.operator.OperatorUnderTest;
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
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * One namespace, the packaged operator on it with the rights of the chart, a token of Vault that
 * reads everything below the namespace's name, and words for what tests do there.
 */
final class Scene implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(90);

  private final KubernetesClient admin;
  private final String namespace;
  private final String operatorNamespace;
  private final OperatorUnderTest operator;
  private final VaultApi vault;

  /**
   * @param real the cluster
   * @param vault where secrets are; stays the caller's to close
   * @param folder for the operator's log
   */
  Scene(RealComponents real, VaultApi vault, String namespace, Path folder) {
    this.admin = real.access().admin();
    this.vault = vault;
    this.namespace = namespace;
    this.operatorNamespace = "kw-" + namespace;
    new ChartRights(Path.of("../helm/keywright")).grant(admin, operatorNamespace, "keywright");
    token("vault-token");
    this.operator =
        OperatorUnderTest.start(
            real.access().kubeconfig(operatorNamespace, "keywright"),
            folder,
            List.of(
                "--operator-namespace=" + operatorNamespace,
                "--watch-namespaces=" + namespace,
                "--kubelet-sync-bound=5s"));
  }

  /** Ends the operator and takes its rights away. */
  @Override
  public void close() {
    operator.close();
    admin.rbac().clusterRoleBindings().withName(operatorNamespace).delete();
    admin.rbac().clusterRoles().withName(operatorNamespace).delete();
    admin.namespaces().withName(operatorNamespace).delete();
  }

  KubernetesClient admin() {
    return admin;
  }

  String namespace() {
    return namespace;
  }

  OperatorUnderTest operator() {
    return operator;
  }

  VaultApi vault() {
    return vault;
  }

  /** The name under which Vault knows the operator's rights. */
  String vaultPolicy() {
    return "sync-" + namespace;
  }

  /** Lets the token read below the namespace's name. */
  void allowReading() {
    vault.write(
        "sys/policies/acl/" + vaultPolicy(),
        Map.of(
            "policy",
            "path \"secret/data/%1$s/*\" {capabilities=[\"create\",\"read\",\"update\"]}\n"
                    .formatted(namespace)
                + "path \"secret/metadata/%1$s/*\" {capabilities=[\"read\",\"delete\"]}\n"
                    .formatted(namespace)
                + "path \"secret/data/.keywright/*\" {capabilities=[\"create\",\"read\",\"update\"]}\n"
                + "path \"secret/metadata/.keywright/*\" {capabilities=[\"read\",\"delete\"]}"));
  }

  /** Puts a fresh token into the Secret {@code name}. */
  void token(String name) {
    allowReading();
    String token =
        vault
            .write(
                "auth/token/create",
                Map.of("policies", List.of(vaultPolicy()), "ttl", "1h", "no_parent", true))
            .at("/auth/client_token")
            .asText();
    secretOf(name, Map.of("token", token));
  }

  /** A store that logs in by the token in the Secret {@code vault-token}. */
  void store(String name, String address) {
    store(name, address, "auth: {token: {secretRef: {name: vault-token, key: token}}}", "2s");
  }

  /**
   * A store.
   *
   * @param settings what the vault block has beside address and mount
   */
  void store(String name, String address, String settings, String timeout) {
    apply(
        """
        apiVersion: keywright.dev/v1alpha1
        kind: SecretStore
        metadata: {name: %s}
        spec:
          limits: {timeout: %s}
          provider:
            vault: {address: "%s", mount: secret, %s}
        """
            .formatted(name, timeout, address, settings));
  }

  /** Writes an object below the namespace's name. */
  void put(String path, Map<String, ?> data) {
    vault.putSecret(namespace + "/" + path, data);
  }

  /**
   * A policy.
   *
   * @param spec lines of the spec, where {@code PATH} stands for the namespace's name
   */
  void policy(String name, String spec) {
    apply(
        "apiVersion: keywright.dev/v1alpha1\nkind: SecretPolicy\nmetadata: {name: %s}\nspec:\n%s"
            .formatted(name, spec.replace("PATH", namespace).indent(2)));
  }

  void apply(String yaml) {
    admin
        .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
        .inNamespace(namespace)
        .fieldManager("keywright-e2e")
        .forceConflicts()
        .serverSideApply();
  }

  /** Creates or replaces a Secret of somebody else. */
  void secretOf(String name, Map<String, String> data) {
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace)
            .endMetadata()
            .withStringData(data)
            .build();
    admin.resource(secret).createOr(existing -> existing.update());
  }

  /** As {@code kubectl annotate --overwrite} does it. */
  void annotate(String policy, String annotation, String value) {
    policies(policy)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}".formatted(annotation, value));
  }

  Resource<Secret> secrets(String name) {
    return admin.secrets().inNamespace(namespace).withName(name);
  }

  Resource<SecretPolicy> policies(String name) {
    return admin.resources(SecretPolicy.class).inNamespace(namespace).withName(name);
  }

  Resource<SecretStore> stores(String name) {
    return admin.resources(SecretStore.class).inNamespace(namespace).withName(name);
  }

  /** The data of a target, as text. */
  Map<String, String> data(String name) {
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

  /** The revision on a target; empty text when it is not there or carries none. */
  String revision(String name) {
    return Optional.ofNullable(secrets(name).get())
        .map(secret -> secret.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(ApiNames.TARGET_REVISION))
        .orElse("");
  }

  /** Status of a policy, once it has one. */
  SecretPolicyStatus status(String name) {
    return Awaitility.await("status of " + name)
        .atMost(SOON)
        .until(
            () -> policies(name).get().getStatus(),
            status -> status != null && status.conditions() != null);
  }

  /** What the status says of the sync request; empty without one. */
  Optional<RequestStatus> syncRequest(String name) {
    return Optional.ofNullable(status(name).requests()).map(RequestsStatus::sync);
  }

  /** What the status says of the rotate request; empty without one. */
  Optional<RequestStatus> rotateRequest(String name) {
    return Optional.ofNullable(status(name).requests()).map(RequestsStatus::rotate);
  }

  /** A condition of a policy as {@code status reason}, empty text without it. */
  String brief(String name, String type) {
    return Optional.ofNullable(policies(name).get())
        .map(SecretPolicy::getStatus)
        .flatMap(status -> ConditionSet.find(status.conditions(), type))
        .map(condition -> condition.status() + " " + condition.reason())
        .orElse("");
  }

  Condition condition(String name, String type) {
    return ConditionSet.find(status(name).conditions(), type).orElseThrow();
  }

  /** Waits until the condition is {@code status reason} for the spec as it is now. */
  Condition await(String name, String type, String wanted) {
    Awaitility.await(name + " " + type + " " + wanted)
        .atMost(SOON)
        .untilAsserted(
            () -> {
              SecretPolicy policy = policies(name).get();
              assertThat(brief(name, type)).isEqualTo(wanted);
              assertThat(condition(name, type).observedGeneration())
                  .isEqualTo(policy.getMetadata().getGeneration());
            });
    return condition(name, type);
  }

  /** Waits until the target is there and the policy ready. */
  void awaitSynced(String name) {
    await(name, "Ready", "True Synced");
    await(name, "Synced", "True Synced");
  }

  /** Waits for a store's readiness as {@code status reason}. */
  Condition awaitStore(String name, String wanted) {
    return Awaitility.await("store " + name + " " + wanted)
        .atMost(SOON)
        .until(
            () ->
                Optional.ofNullable(stores(name).get().getStatus())
                    .flatMap(status -> ConditionSet.find(status.conditions(), "Ready"))
                    .orElse(null),
            isBriefly(wanted));
  }

  private static Predicate<Condition> isBriefly(String wanted) {
    return condition ->
        condition != null && (condition.status() + " " + condition.reason()).equals(wanted);
  }
}
