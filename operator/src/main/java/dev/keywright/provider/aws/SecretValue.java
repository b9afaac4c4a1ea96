package dev.keywright.provider.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keywright.core.SecretMaterial;
import dev.keywright.provider.spi.SecretContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The value of one version.
 *
 * @param material its bytes
 * @param binary whether AWS keeps it as SecretBinary; else it is UTF-8 text in SecretString
 */
record SecretValue(SecretMaterial material, boolean binary) {
  /** The property name that means the whole value. */
  private static final String WHOLE = "";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /** As the SPI hands it on: text that is a JSON object is a document. */
  SecretContent content() {
    return !binary && tree().isPresent()
        ? new SecretContent.Document(material)
        : new SecretContent.Blob(material);
  }

  /** Why {@code properties} cannot be set in this value, for people; empty when they can. */
  Optional<String> problemOf(Map<String, SecretMaterial> properties) {
    boolean whole = properties.containsKey(WHOLE);
    if (tree().isEmpty()) {
      return whole && properties.size() == 1
          ? Optional.empty()
          : Optional.of(
              "the secret is not a JSON object, so that no property can be rotated: name no"
                  + " property, to rotate the whole value");
    }
    if (whole) {
      return Optional.of("the secret is a JSON object: name the property to rotate");
    }
    return properties.values().stream().allMatch(SecretValue::isText)
        ? Optional.empty()
        : Optional.of("a property of a JSON object must be text, and the new value is not UTF-8");
  }

  /**
   * This value with {@code properties} over it; every other property keeps its place and value,
   * numbers their digits.
   *
   * @param properties for which {@link #problemOf} is empty
   */
  SecretValue with(Map<String, SecretMaterial> properties) {
    SecretMaterial whole = properties.get(WHOLE);
    if (whole != null) {
      return new SecretValue(whole, binary || !isText(whole));
    }
    ObjectNode tree = tree().orElseThrow();
    new TreeMap<>(properties).forEach((name, value) -> tree.put(name, value.revealUtf8()));
    try {
      return new SecretValue(SecretMaterial.of(JSON.writeValueAsBytes(tree)), binary);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }

  /** The properties that {@link #with} set on {@code base} to give this value. */
  Map<String, SecretMaterial> differenceTo(SecretValue base) {
    Optional<ObjectNode> tree = tree();
    Optional<ObjectNode> before = base.tree();
    if (tree.isEmpty() || before.isEmpty()) {
      return Map.of(WHOLE, material);
    }
    Map<String, SecretMaterial> changed = new TreeMap<>();
    tree.get()
        .properties()
        .forEach(
            property -> {
              JsonNode value = property.getValue();
              if (value.isTextual() && !value.equals(before.get().get(property.getKey()))) {
                changed.put(property.getKey(), SecretMaterial.ofUtf8(value.textValue()));
              }
            });
    return changed;
  }

  private Optional<ObjectNode> tree() {
    if (!isText(material)) {
      return Optional.empty();
    }
    try {
      return JSON.readTree(material.revealUtf8()) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  private static boolean isText(SecretMaterial value) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value.reveal()));
      return true;
    } catch (CharacterCodingException notText) {
      return false;
    }
  }
}
