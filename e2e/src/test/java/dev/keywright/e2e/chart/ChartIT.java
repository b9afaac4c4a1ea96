package dev.keywright.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keywright.e2e.junit.RealCluster;
import dev.keywright.e2e.junit.TestNamespace;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.tool.CommandResult;
import dev.keywright.e2e.tool.Helm;
import dev.keywright.e2e.tool.Kubectl;
import dev.keywright.e2e.tool.YamlDocuments;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Installed cluster-wide or with a namespace list, the chart asks for no more than it says. */
@ResourceLock("chart") // its cluster roles have one name
@RealCluster
final class ChartIT {
  private final KubernetesClient admin;
  private final Kubectl kubectl;
  private final String namespace;

  ChartIT(RealComponents real, KubernetesClient admin, TestNamespace namespace) {
    this.admin = admin;
    this.kubectl = new Kubectl(real);
    this.namespace = namespace.name();
  }

  @ParameterizedTest(name = "G6 every manifest validates on the API server with {0}")
  @MethodSource("installs")
  void everyManifestValidates(List<String> values) {
    RenderedChart chart = chart(values.toArray(String[]::new));
    String manifests =
        chart.objects().stream().map(YamlDocuments::text).collect(Collectors.joining());
    String printed =
        kubectl
            .runWith(manifests, "apply", "--dry-run=server", "--validate=strict", "-f", "-")
            .output();
    assertThat(printed.lines()).hasSameSizeAs(chart.objects());
  }

  @ParameterizedTest(name = "G6 restricted Pod Security accepts its pod with {0}")
  @MethodSource("installs")
  void restrictedPodSecurityAcceptsItsPod(List<String> values) {
    restrict();
    RenderedChart chart = chart(values.toArray(String[]::new));
    apply(chart.all("ServiceAccount").getFirst());
    ObjectNode pod = JsonNodeFactory.instance.objectNode();
    pod.put("apiVersion", "v1").put("kind", "Pod");
    pod.putObject("metadata").put("name", "operator").put("namespace", namespace);
    pod.set("spec", chart.deployment().at("/spec/template/spec"));
    dryRun(pod).output();

    ((ObjectNode) pod.at("/spec/containers/0")).remove("securityContext");
    assertThat(dryRun(pod).complaint())
        .as("the check itself")
        .contains("violates PodSecurity \"restricted:latest\"");
  }

  @Test
  @DisplayName("G6 with a namespace list it has Roles only, in these namespaces and its own")
  void hasRolesOnlyWithANamespaceList() {
    RenderedChart chart = chart("watch.namespaces=[\"shop\",\"pay\"]", "admission.enabled=false");
    assertThat(chart.objects())
        .as("objects of the whole cluster")
        .filteredOn(object -> object.at("/metadata/namespace").isMissingNode())
        .isEmpty();
    for (String kind : List.of("Role", "RoleBinding")) {
      assertThat(chart.all(kind))
          .extracting(role -> role.at("/metadata/namespace").asText())
          .containsOnly("shop", "pay", namespace);
    }
    assertThat(chart.operatorRoles())
        .extracting(
            role ->
                role.at("/metadata/namespace").asText() + "/" + role.at("/metadata/name").asText())
        .containsExactlyInAnyOrder("shop/keywright", "pay/keywright", namespace + "/keywright-own");
    assertThat(chart.arguments()).contains("--watch-namespaces=shop,pay");
  }

  @Test
  void withoutConsumersItHasNoRightOnWorkloads() {
    RenderedChart chart = chart("consumers.enabled=false");
    assertThat(chart.rules())
        .noneMatch(rule -> rule.getApiGroups().contains("apps"))
        .noneMatch(rule -> rule.getResources().contains("pods"));
    assertThat(chart.arguments()).contains("--no-consumers");
    assertThat(chart().rules()).anyMatch(rule -> rule.getApiGroups().contains("apps"));
    assertThat(chart().arguments()).doesNotContain("--no-consumers");
  }

  @Test
  void tokensOfNamedServiceAccountsOnly() {
    assertThat(tokenRules(chart("tokens.serviceAccounts=[\"orders\",\"reader\"]")))
        .singleElement()
        .extracting(PolicyRule::getResourceNames)
        .isEqualTo(List.of("orders", "reader"));
    assertThat(tokenRules(chart()))
        .singleElement()
        .extracting(PolicyRule::getResourceNames)
        .isEqualTo(List.of());
  }

  @ParameterizedTest
  @MethodSource("installs")
  void noRuleHasAWildcardOrCanWidenItself(List<String> values) {
    assertThat(chart(values.toArray(String[]::new)).rules())
        .isNotEmpty()
        .allSatisfy(
            rule -> {
              assertThat(
                      Stream.of(rule.getApiGroups(), rule.getResources(), rule.getVerbs())
                          .flatMap(List::stream))
                  .isNotEmpty()
                  .noneMatch(word -> word.contains("*"))
                  .doesNotContain("escalate", "bind", "impersonate", "deletecollection");
              assertThat(rule.getApiGroups()).doesNotContain("rbac.authorization.k8s.io");
              assertThat(rule.getNonResourceURLs()).isEmpty();
            });
  }

  @Test
  void noPodIsCreatedNoSecretDeletedAndNoPolicyChanged() {
    assertThat(chart().rules())
        .noneMatch(rule -> rule.getVerbs().contains("delete"))
        .noneMatch(
            rule -> rule.getResources().contains("pods") && rule.getVerbs().contains("create"))
        .noneMatch(
            rule ->
                rule.getResources().contains("secretpolicies")
                    && Stream.of("update", "patch", "create").anyMatch(rule.getVerbs()::contains));
  }

  @Test
  @DisplayName("S53 its CRDs come with it as they are")
  void bringsTheCrds() {
    List<JsonNode> crds =
        YamlDocuments.of(
            new Helm()
                .template("keywright", namespace, RenderedChart.folder(), List.of("--include-crds"))
                .output());
    assertThat(crds)
        .containsAll(
            Checkout.current().crds().stream()
                .flatMap(file -> YamlDocuments.in(file).stream())
                .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          replica=2                         | replica
          watch={"namespace":["a"]}         | namespace
          consumers={"enable":true}         | enable
          image={"tags":"x"}                | tags
          tokens={"serviceAccount":["a"]}   | serviceAccount
          audit={"path":"x"}                | path
          replicas=0                        | minimum
          replicas="two"                    | replicas
          watch.namespaces="shop"           | namespaces
          watch.namespaces=[""]             | minLength
          watch.namespaces=["a","a"]        | equal
          consumers.enabled="no"            | enabled
          image.pullPolicy="Sometimes"      | pullPolicy
          image.repository=""               | repository
          """)
  void refusesValuesThatItDoesNotKnow(String value, String named) {
    assertThat(RenderedChart.helm("keywright", namespace, List.of(value)).complaint())
        .contains("values don't meet the specifications of the schema")
        .contains(named);
  }

  static List<List<String>> installs() {
    return List.of(
        List.of(),
        List.of("watch.namespaces=[\"default\"]"),
        List.of("consumers.enabled=false", "replicas=2", "class=\"tenants\""),
        List.of(
            "tokens.serviceAccounts=[\"orders\"]",
            "serviceAccount.annotations={\"a\":\"b\"}",
            "podAnnotations={\"a\":\"b\"}",
            "nodeSelector={\"a\":\"b\"}",
            "tolerations=[{\"key\":\"a\",\"operator\":\"Exists\"}]",
            "imagePullSecrets=[{\"name\":\"registry\"}]",
            "audit.file=\"/var/log/keywright/audit.jsonl\""));
  }

  private RenderedChart chart(String... values) {
    return RenderedChart.of("keywright", namespace, List.of(values));
  }

  private static List<PolicyRule> tokenRules(RenderedChart chart) {
    return chart.rules().stream()
        .filter(rule -> rule.getResources().contains("serviceaccounts/token"))
        .toList();
  }

  private void restrict() {
    admin
        .namespaces()
        .withName(namespace)
        .edit(
            live ->
                new NamespaceBuilder(live)
                    .editMetadata()
                    .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                    .endMetadata()
                    .build());
  }

  private void apply(JsonNode object) {
    kubectl.runWith(YamlDocuments.text(object), "apply", "-f", "-").output();
  }

  private CommandResult dryRun(JsonNode object) {
    return kubectl.runWith(
        YamlDocuments.text(object), "create", "--dry-run=server", "--validate=strict", "-f", "-");
  }
}
