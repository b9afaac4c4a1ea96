package dev.keywright.e2e.crd;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keywright.e2e.tool.YamlDocuments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A validation rule of a CRD.
 *
 * @param kind whose schema has it
 * @param path of the value that it judges, such as {@code spec.data[].key}; {@code []} is an
 *     element of a list, {@code {}} a value of a map
 * @param fieldPath where the API server reports it, from there on
 * @param expression in CEL
 * @param message what people read
 */
record CrdRule(String kind, String path, String fieldPath, String expression, String message) {
  /** Every rule in generated CRD files. */
  static List<CrdRule> in(List<Path> crds) {
    List<CrdRule> rules = new ArrayList<>();
    for (Path file : crds) {
      for (JsonNode crd : YamlDocuments.in(file)) {
        String kind = crd.at("/spec/names/kind").asText();
        for (JsonNode version : crd.at("/spec/versions")) {
          collect(kind, "", version.at("/schema/openAPIV3Schema"), rules);
        }
      }
    }
    return rules;
  }

  /** Whether it compares a value with the one before. */
  boolean isTransition() {
    return expression.contains("oldSelf");
  }

  @Override
  public String toString() {
    return kind + "." + path + " " + message;
  }

  private static void collect(String kind, String path, JsonNode schema, List<CrdRule> rules) {
    for (JsonNode rule : schema.path("x-kubernetes-validations")) {
      rules.add(
          new CrdRule(
              kind,
              path,
              rule.path("fieldPath").asText(),
              rule.path("rule").asText(),
              rule.path("message").asText()));
    }
    String prefix = path.isEmpty() ? "" : path + ".";
    schema
        .path("properties")
        .properties()
        .forEach(field -> collect(kind, prefix + field.getKey(), field.getValue(), rules));
    if (schema.has("items")) {
      collect(kind, path + "[]", schema.get("items"), rules);
    }
    if (schema.path("additionalProperties").isObject()) {
      collect(kind, path + "{}", schema.get("additionalProperties"), rules);
    }
  }
}
