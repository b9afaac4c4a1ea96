package dev.keywright.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keywright.e2e.junit.RealCluster;
import dev.keywright.e2e.junit.TestNamespace;
import dev.keywright.e2e.launcher.RealComponents;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The chart's admission policies on a real API server, as the people and programs they are about.
 */
@RealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdmissionPoliciesIT {
  private static final String FORBIDDEN_BY = "ValidatingAdmissionPolicy";
  private static final String ASKED_AT = "keywright.dev/rotate-requested-at";
  private static final String ASKED_BY = "keywright.dev/rotate-requested-by";

  private final KubernetesClient admin;
  private final String namespace;
  private final KubernetesClient alice;
  private final KubernetesClient rotator;
  private final KubernetesClient argo;
  private final KubernetesClient operator;
  private InstalledPolicies policies;
  private int names;

  AdmissionPoliciesIT(RealComponents components, KubernetesClient admin, TestNamespace namespace) {
    this.admin = admin;
    this.namespace = namespace.name();
    this.alice = as("alice@example.org");
    this.rotator = as("rita@example.org");
    this.argo = as(account("argocd"));
    this.operator = as(account("operator"));
    this.policies = new InstalledPolicies(admin, this.namespace);
    components.installCrds();
  }

  private String account(String name) {
    return "system:serviceaccount:" + namespace + ":" + name;
  }

  private KubernetesClient as(String user) {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(admin.getConfiguration()).withImpersonateUsername(user).build())
        .build();
  }

  @BeforeAll
  void grant() {
    role("owner", "*", "[get, list, create, update, patch]");
    role("asker", "secretpolicies", "[get, list, patch]");
    bind("owner", "alice@example.org");
    bind("owner", account("argocd"));
    bind("owner", account("operator"));
    bind("asker", "rita@example.org");
    apply(
        """
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: workloads}
        rules:
        - {apiGroups: [apps], resources: [deployments], verbs: [get, patch]}
        - {apiGroups: [""], resources: [serviceaccounts/token], verbs: [create]}
        """);
    bind("workloads", account("operator"));
  }

  private void role(String name, String resources, String verbs) {
    apply(
        """
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: %s}
        rules:
        - {apiGroups: [keywright.dev], resources: ["%s"], verbs: %s}
        """
            .formatted(name, resources, verbs));
  }

  private void bind(String role, String user) {
    apply(
        """
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: "%s-%s"}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: %s}
        subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: "%s"}]
        """
            .formatted(role, user.replaceAll("[^a-z]", "-"), role, user));
  }

  private HasMetadata apply(String yaml) {
    HasMetadata object = Serialization.unmarshal(yaml);
    return admin.resource(object).inNamespace(namespace).serverSideApply();
  }

  @AfterEach
  void removePolicies() {
    policies.close();
    policies = new InstalledPolicies(admin, namespace);
  }

  @AfterAll
  void close() {
    List.of(alice, rotator, argo, operator).forEach(KubernetesClient::close);
  }

  private void install(String... files) throws IOException {
    policies.parameters(account("operator"), account("argocd"), "vault,sts.amazonaws.com");
    for (String file : files) {
      policies.install(file);
    }
  }

  @Test
  @DisplayName("A6 R13 the API server stamps who asks; a forged name is refused")
  void stampsWhoCreatesARotation() throws IOException {
    install("stamp.yaml", "requester.yaml");
    awaitRefused(() -> rotation(alice, "requestedBy: mallory,"));
    awaitStamp();

    assertThat(requestedBy(rotation(alice, ""))).isEqualTo("alice@example.org");
    assertThat(requestedBy(rotation(alice, "requestedBy: alice@example.org,")))
        .isEqualTo("alice@example.org");
    assertThatThrownBy(() -> rotation(alice, "requestedBy: mallory,"))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("requestedBy must be alice@example.org");
    assertThat(requestedBy(rotation(operator, "requestedBy: alice@example.org,")))
        .isEqualTo("alice@example.org");
  }

  @Test
  @DisplayName("A6 a GitOps controller is neither stamped nor able to name a person")
  void leavesGitopsAccountsAlone() throws IOException {
    install("stamp.yaml", "requester.yaml");
    awaitRefused(() -> rotation(alice, "requestedBy: mallory,"));
    awaitStamp();

    assertThat(requestedBy(rotation(argo, ""))).isEmpty();
    assertThatThrownBy(() -> rotation(argo, "requestedBy: alice@example.org,"))
        .isInstanceOf(KubernetesClientException.class);
  }

  @Test
  @DisplayName("A6 R13 who changes the request annotation is stamped, and nobody can name another")
  void stampsWhoAnnotates() throws IOException {
    install("stamp.yaml", "requester.yaml");
    policy("annotated");
    awaitRefused(() -> annotate(alice, "annotated", Map.of(ASKED_BY, "mallory" + names++)));
    awaitStamp();

    annotate(alice, "annotated", Map.of(ASKED_AT, "t1"));
    assertThat(annotation("annotated", ASKED_BY)).isEqualTo("alice@example.org");
    annotate(rotator, "annotated", Map.of(ASKED_AT, "t2"));
    assertThat(annotation("annotated", ASKED_BY)).isEqualTo("rita@example.org");
    annotate(alice, "annotated", Map.of("unrelated", "x"));
    assertThat(annotation("annotated", ASKED_BY)).isEqualTo("rita@example.org");
    assertRefused(() -> annotate(alice, "annotated", Map.of(ASKED_BY, "mallory")));
    assertRefused(() -> annotate(alice, "annotated", Map.of(ASKED_AT, "t3", ASKED_BY, "mallory")));
    assertThat(annotation("annotated", ASKED_AT)).isEqualTo("t2");
  }

  @Test
  @DisplayName("R13 without the stamp, as before Kubernetes 1.36, a forged name is refused too")
  void refusesForgedNamesWithoutTheStamp() throws IOException {
    install("requester.yaml");
    policy("fallback");
    awaitRefused(() -> rotation(alice, "requestedBy: mallory,"));

    assertThat(requestedBy(rotation(alice, ""))).isEmpty();
    assertThat(requestedBy(rotation(alice, "requestedBy: alice@example.org,")))
        .isEqualTo("alice@example.org");
    awaitRefused(() -> annotate(alice, "fallback", Map.of(ASKED_BY, "mallory" + names++)));
    annotate(alice, "fallback", Map.of(ASKED_AT, "t1", ASKED_BY, "alice@example.org"));
    assertThat(annotation("fallback", ASKED_BY)).isEqualTo("alice@example.org");
    assertRefused(() -> annotate(rotator, "fallback", Map.of(ASKED_AT, "t2")));
  }

  @Test
  @DisplayName("the role rotator may ask for a rotation and change nothing else of a policy")
  void limitsTheRotator() throws IOException {
    install("rotator.yaml");
    policy("limited");
    awaitRefused(() -> annotate(rotator, "limited", Map.of("unrelated", "x" + names++)));

    annotate(rotator, "limited", Map.of(ASKED_AT, "t1", "keywright.dev/rotate-reason", "leak"));
    assertThat(annotation("limited", ASKED_AT)).isEqualTo("t1");
    assertRefused(
        () -> patch(rotator, "limited", "{\"spec\":{\"refresh\":{\"interval\":\"1m\"}}}"));
    assertRefused(
        () ->
            patch(
                rotator, "limited", "{\"metadata\":{\"labels\":{\"keywright.dev/class\":\"x\"}}}"));
    assertRefused(() -> patch(rotator, "limited", "{\"metadata\":{\"finalizers\":[\"x.y/z\"]}}"));
    assertThatCode(() -> annotate(alice, "limited", Map.of("unrelated", "x")))
        .doesNotThrowAnyException();
  }

  @Test
  @DisplayName(
      "A7 the operator's own account can restart workloads and change nothing in their pods")
  void limitsTheOperatorOnWorkloads() throws IOException {
    apply(
        """
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec: {replicas: 0, selector: {matchLabels: {app: web}}, template: {
          metadata: {labels: {app: web}, annotations: {team: shop}},
          spec: {containers: [{name: c, image: fake}]}}}
        """);
    install("operator.yaml");
    String pods = "{\"spec\":{\"template\":%s}}";
    String other = pods.formatted("{\"metadata\":{\"annotations\":{\"team\":\"x\"}}}");
    awaitRefused(() -> patchWorkload(operator, other.replace("\"x\"", "\"x" + names++ + "\"")));

    patchWorkload(
        operator,
        pods.formatted("{\"metadata\":{\"annotations\":{\"revision.keywright.dev/p\":\"r1\"}}}"));
    for (String forbidden :
        List.of(
            "{\"metadata\":{\"annotations\":{\"team\":null}}}",
            "{\"metadata\":{\"annotations\":{\"other\":\"x\"}}}",
            "{\"metadata\":{\"labels\":{\"more\":\"x\"}}}",
            "{\"spec\":{\"hostNetwork\":true}}",
            "{\"spec\":{\"serviceAccountName\":\"other\"}}",
            "{\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"evil\"}]}}")) {
      assertRefused(() -> patchWorkload(operator, pods.formatted(forbidden)));
    }
    patchWorkload(admin, other);
  }

  @Test
  @DisplayName("A7 the operator's own account mints no token for the API server")
  void limitsTheOperatorOnTokens() throws IOException {
    apply("---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: reader}");
    install("operator.yaml");
    awaitRefused(() -> token(List.of("https://kubernetes.default.svc.cluster.local")));

    assertThat(token(List.of("vault")).getStatus().getToken()).isNotEmpty();
    assertThat(token(List.of("sts.amazonaws.com")).getStatus().getToken()).isNotEmpty();
    assertRefused(() -> token(List.of()));
    assertRefused(() -> token(List.of("vault", "https://kubernetes.default.svc.cluster.local")));
  }

  private TokenRequest token(List<String> audiences) {
    return operator
        .serviceAccounts()
        .inNamespace(namespace)
        .withName("reader")
        .tokenRequest(
            new TokenRequestBuilder()
                .withNewSpec()
                .withAudiences(audiences)
                .withExpirationSeconds(600L)
                .endSpec()
                .build());
  }

  private HasMetadata rotation(KubernetesClient client, String fields) {
    HasMetadata object =
        Serialization.unmarshal(
            """
            ---
            apiVersion: keywright.dev/v1alpha1
            kind: SecretRotation
            metadata: {name: run-%d}
            spec: {%s policyRef: {name: none}}
            """
                .formatted(names++, fields),
            GenericKubernetesResource.class);
    return client.resource(object).inNamespace(namespace).create();
  }

  private static String requestedBy(HasMetadata rotation) {
    Object name = ((GenericKubernetesResource) rotation).get("spec", "requestedBy");
    return name == null ? "" : name.toString();
  }

  private void policy(String name) {
    apply(
        """
        ---
        apiVersion: keywright.dev/v1alpha1
        kind: SecretPolicy
        metadata: {name: %s}
        spec: {storeRef: {name: none}, data: [{key: k, from: {path: p}}]}
        """
            .formatted(name));
  }

  private void annotate(KubernetesClient client, String policy, Map<String, String> annotations) {
    patch(
        client,
        policy,
        Serialization.asJson(Map.of("metadata", Map.of("annotations", annotations))));
  }

  private void patch(KubernetesClient client, String policy, String patch) {
    client
        .genericKubernetesResources("keywright.dev/v1alpha1", "SecretPolicy")
        .inNamespace(namespace)
        .withName(policy)
        .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  private String annotation(String policy, String name) {
    Map<String, String> annotations =
        admin
            .genericKubernetesResources("keywright.dev/v1alpha1", "SecretPolicy")
            .inNamespace(namespace)
            .withName(policy)
            .require()
            .getMetadata()
            .getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(name, "");
  }

  private void patchWorkload(KubernetesClient client, String patch) {
    client
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withName("web")
        .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), patch);
  }

  /** A policy that was just created is in force a moment later. */
  private static void awaitRefused(ThrowingCallable call) {
    Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertRefused(call));
  }

  private void awaitStamp() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !requestedBy(rotation(alice, "")).isEmpty());
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(FORBIDDEN_BY);
  }
}
