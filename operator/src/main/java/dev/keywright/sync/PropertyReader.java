package dev.keywright.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keywright.core.SecretMaterial;
import dev.keywright.provider.spi.SecretContent;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds values in the content of an object. A property is a literal name or, when no property has
 * that name, a path such as {@code db.hosts[0].name}. Text comes out as its bytes, everything else
 * as JSON with sorted keys, so that the same content always gives the same bytes.
 */
final class PropertyReader {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build();

  private PropertyReader() {}

  /** The whole content as one value; empty when it holds bytes that JSON cannot carry. */
  static Optional<SecretMaterial> whole(SecretContent content) {
    return switch (content) {
      case SecretContent.Blob blob -> Optional.of(blob.value());
      case SecretContent.Document document ->
          Optional.of(parse(document.json()).map(PropertyReader::bytesOf).orElse(document.json()));
      case SecretContent.Fields fields ->
          fields.values().values().stream().allMatch(PropertyReader::isText)
              ? Optional.of(bytesOf(treeOf(fields)))
              : Optional.empty();
      case SecretContent.Group _ -> Optional.empty();
    };
  }

  private static boolean isText(SecretMaterial value) {
    return SecretMaterial.ofUtf8(value.revealUtf8()).equals(value);
  }

  /** The value of one property; empty when the content has no such property. */
  static Optional<SecretMaterial> property(SecretContent content, String property) {
    if (content instanceof SecretContent.Fields fields) {
      return Optional.ofNullable(fields.values().get(property));
    }
    return tree(content)
        .flatMap(tree -> PropertyPath.find(tree, property))
        .map(PropertyReader::bytesOf);
  }

  /**
   * Every property of the content, or of the object nested in it at {@code property}; empty when
   * there is no such object.
   */
  static Optional<Map<String, SecretMaterial>> properties(
      SecretContent content, Optional<String> property) {
    if (content instanceof SecretContent.Fields fields && property.isEmpty()) {
      return Optional.of(fields.values());
    }
    Optional<JsonNode> root =
        content instanceof SecretContent.Fields fields
            ? Optional.of(treeOf(fields))
            : tree(content);
    return root.flatMap(
            tree ->
                property.isEmpty() ? Optional.of(tree) : PropertyPath.find(tree, property.get()))
        .map(
            node ->
                node.isTextual()
                    ? parse(SecretMaterial.ofUtf8(node.textValue())).orElse(node)
                    : node)
        .filter(JsonNode::isObject)
        .map(PropertyReader::fieldsOf);
  }

  private static Map<String, SecretMaterial> fieldsOf(JsonNode object) {
    Map<String, SecretMaterial> fields = new TreeMap<>();
    object.properties().forEach(entry -> fields.put(entry.getKey(), bytesOf(entry.getValue())));
    return fields;
  }

  private static Optional<JsonNode> tree(SecretContent content) {
    return switch (content) {
      case SecretContent.Document document -> parse(document.json());
      case SecretContent.Blob blob -> parse(blob.value());
      case SecretContent.Fields fields -> Optional.of(treeOf(fields));
      case SecretContent.Group _ -> Optional.empty();
    };
  }

  private static ObjectNode treeOf(SecretContent.Fields fields) {
    ObjectNode tree = MAPPER.createObjectNode();
    fields.values().forEach((name, value) -> tree.put(name, value.revealUtf8()));
    return tree;
  }

  private static Optional<JsonNode> parse(SecretMaterial json) {
    try {
      return Optional.ofNullable(MAPPER.readTree(json.reveal()))
          .filter(node -> !node.isMissingNode());
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  private static SecretMaterial bytesOf(JsonNode node) {
    if (node.isTextual()) {
      return SecretMaterial.ofUtf8(node.textValue());
    }
    try {
      return SecretMaterial.of(MAPPER.writeValueAsBytes(MAPPER.treeToValue(node, Object.class)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a parsed tree can be written", e);
    }
  }
}
