package dev.keywright.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keywright.core.SecretMaterial;
import dev.keywright.provider.spi.ReadResult;
import dev.keywright.provider.spi.SecretContent;
import java.util.Map;
import java.util.TreeMap;

/** Looks into what a provider returned, whatever shape its store has. */
final class Contents {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private Contents() {}

  /** The object's properties as text; fails unless an object was found. */
  static Map<String, String> of(ReadResult result) {
    if (!(result instanceof ReadResult.Found(var object))) {
      throw new AssertionError("expected an object but got " + result);
    }
    Map<String, String> texts = new TreeMap<>();
    switch (object.content()) {
      case SecretContent.Document(SecretMaterial json) -> addAll(json, texts);
      case SecretContent.Blob(SecretMaterial json) -> addAll(json, texts);
      case SecretContent.Fields(Map<String, SecretMaterial> values) ->
          values.forEach((name, value) -> texts.put(name, value.revealUtf8()));
      case SecretContent.Group group -> throw new AssertionError("no provider returns " + group);
    }
    return texts;
  }

  /** The text of one JSON object as a tree that loses no digit of a number. */
  static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON", e);
    }
  }

  private static void addAll(SecretMaterial json, Map<String, String> texts) {
    tree(json.revealUtf8())
        .properties()
        .forEach(property -> texts.put(property.getKey(), property.getValue().asText()));
  }
}
