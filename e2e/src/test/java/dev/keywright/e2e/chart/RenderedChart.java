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
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The chart as Helm renders it, under the release name {@code keywright}.
 *
 * @param objects every object, in Helm's order
 */
public record RenderedChart(List<JsonNode> objects) {
  private static final String RELEASE = "keywright";

  /**
   * Renders it.
   *
   * @param namespace of the release
   * @param values as after {@code --set-json}, such as {@code replicas=2}
   */
  public static RenderedChart of(String namespace, String... values) {
    return new RenderedChart(YamlDocuments.of(helm(namespace, values).output()));
  }

  /** What Helm says to these values. */
  static CommandResult helm(String namespace, String... values) {
    List<String> words = new ArrayList<>();
    for (String value : values) {
      words.add("--set-json=" + value);
    }
    return new Helm().template(RELEASE, namespace, folder(), words);
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

  /** Every rule of every role. */
  List<PolicyRule> rules() {
    List<PolicyRule> rules = new ArrayList<>();
    rolesOfTheOperator("ClusterRole").forEach(role -> rules.addAll(rules(role)));
    rolesOfTheOperator("Role").forEach(role -> rules.addAll(rules(role)));
    return rules;
  }

  /** Roles that are bound; the role for people who rotate is not. */
  public List<JsonNode> rolesOfTheOperator(String kind) {
    Set<String> bound =
        all(kind + "Binding").stream()
            .map(binding -> binding.at("/roleRef/name").asText())
            .collect(Collectors.toSet());
    return all(kind).stream()
        .filter(role -> bound.contains(role.at("/metadata/name").asText()))
        .toList();
  }
}
