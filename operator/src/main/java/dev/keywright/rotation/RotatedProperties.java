package dev.keywright.rotation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.core.SecretMaterial;
import dev.keywright.provider.spi.SecretContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rotated properties in an object. A rotated property is a literal name at the top level:
 * what is written back must be unmistakable. Pure.
 */
final class RotatedProperties {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private RotatedProperties() {}

  /** What was found. */
  sealed interface Found {
    /**
     * Every property is there.
     *
     * @param values by property
     */
    record Values(Map<String, SecretMaterial> values) implements Found {}

    /**
     * One is not.
     *
     * @param diagnosis PropertyNotFound, or InvalidSpec where the whole value cannot be rotated
     */
    record Missing(Diagnosis diagnosis) implements Found {}
  }

  /** The rotated properties of {@code object} in its content. */
  static Found find(RotatedObject object, SecretContent content) {
    Map<String, SecretMaterial> values = new TreeMap<>();
    for (String property : object.properties()) {
      Optional<SecretMaterial> value =
          property.isEmpty() ? whole(content) : property(content, property);
      if (value.isEmpty()) {
        return new Found.Missing(problem(object, property));
      }
      values.put(property, value.get());
    }
    return new Found.Values(values);
  }

  private static Diagnosis problem(RotatedObject object, String property) {
    return property.isEmpty()
        ? Diagnosis.of(
            Reason.InvalidSpec,
            "%s in %s has properties: the driver must name the one that gets the new value.",
            object.path(),
            object.store())
        : Diagnosis.of(
            Reason.PropertyNotFound,
            "%s in %s has no property %s at its top level; a rotation never adds one.",
            object.path(),
            object.store(),
            property);
  }

  private static Optional<SecretMaterial> whole(SecretContent content) {
    return content instanceof SecretContent.Blob(SecretMaterial value)
            && tree(value).filter(JsonNode::isObject).isEmpty()
        ? Optional.of(value)
        : Optional.empty();
  }

  private static Optional<SecretMaterial> property(SecretContent content, String property) {
    return switch (content) {
      case SecretContent.Document(SecretMaterial json) -> property(json, property);
      case SecretContent.Blob(SecretMaterial value) -> property(value, property);
      case SecretContent.Fields(Map<String, SecretMaterial> values) ->
          Optional.ofNullable(values.get(property));
      case SecretContent.Group _ -> Optional.empty();
    };
  }

  private static Optional<SecretMaterial> property(SecretMaterial json, String property) {
    return tree(json)
        .map(tree -> tree.get(property))
        .map(
            node ->
                SecretMaterial.of(
                    (node.isTextual() ? node.textValue() : node.toString())
                        .getBytes(StandardCharsets.UTF_8)));
  }

  private static Optional<JsonNode> tree(SecretMaterial json) {
    try {
      @Nullable JsonNode tree = MAPPER.readTree(json.reveal());
      return Optional.ofNullable(tree);
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }
}
