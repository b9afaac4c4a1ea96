package dev.keywright.e2e.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.tool.CommandResult;
import dev.keywright.e2e.tool.Helm;
import dev.keywright.e2e.tool.YamlDocuments;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The chart as Helm renders it.
 *
 * @param objects every object, in Helm's order
 */
public record RenderedChart(List<JsonNode> objects) {
  /**
   * Renders it.
   *
   * @param release its name, also that of the ServiceAccount
   * @param namespace of the release
   * @param values as after {@code --set-json}, such as {@code replicas=2}
   */
  public static RenderedChart of(String release, String namespace, List<String> values) {
    return new RenderedChart(YamlDocuments.of(helm(release, namespace, values).output()));
  }

  /** What Helm says to these values. */
  static CommandResult helm(String release, String namespace, List<String> values) {
    return new Helm()
        .template(
            release,
            namespace,
            folder(),
            values.stream().map(value -> "--set-json=" + value).toList());
  }

  static Path folder() {
    return Checkout.current().root().resolve("helm/keywright");
  }

  /** The objects of a kind. */
  public List<JsonNode> all(String kind) {
    return objects.stream().filter(object -> object.path("kind").asText().equals(kind)).toList();
  }

  /** The one Deployment. */
  public JsonNode deployment() {
    return all("Deployment").getFirst();
  }

  /** The operator's flags. */
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    deployment()
        .at("/spec/template/spec/containers/0/args")
        .forEach(argument -> arguments.add(argument.asText()));
    return arguments;
  }

  /** The rules of a Role or ClusterRole. */
  public static List<PolicyRule> rules(JsonNode role) {
    List<PolicyRule> rules = new ArrayList<>();
    for (JsonNode rule : role.path("rules")) {
      try {
        rules.add(new ObjectMapper().treeToValue(rule, PolicyRule.class));
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }
    return rules;
  }

  /** The roles that the operator's ServiceAccount is bound to; others are for people. */
  public List<JsonNode> operatorRoles() {
    String account = all("ServiceAccount").getFirst().at("/metadata/name").asText();
    return Stream.of("ClusterRole", "Role")
        .flatMap(
            kind ->
                all(kind + "Binding").stream()
                    .filter(binding -> binding.at("/subjects/0/name").asText().equals(account))
                    .map(binding -> role(kind, binding)))
        .toList();
  }

  /** Every rule of the operator's roles. */
  List<PolicyRule> rules() {
    return operatorRoles().stream().flatMap(role -> rules(role).stream()).toList();
  }

  private JsonNode role(String kind, JsonNode binding) {
    return all(kind).stream()
        .filter(
            role ->
                role.at("/metadata/name").equals(binding.at("/roleRef/name"))
                    && role.at("/metadata/namespace").equals(binding.at("/metadata/namespace")))
        .findFirst()
        .orElseThrow();
  }
}
