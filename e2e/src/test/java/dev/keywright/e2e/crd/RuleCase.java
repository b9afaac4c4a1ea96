package dev.keywright.e2e.crd;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a rule must refuse and accept.
 *
 * @param message of the rule
 * @param sample name of the object that the changes are made to; null for the first that has the
 *     value
 * @param refuses changes that break the rule
 * @param accepts changes that do not
 */
record RuleCase(
    @JsonProperty(required = true) String message,
    @Nullable String sample,
    @JsonProperty(required = true) List<JsonNode> refuses,
    @JsonProperty(required = true) List<JsonNode> accepts) {
  /** All cases, by message. */
  static Map<String, RuleCase> all() {
    try (InputStream yaml = RuleCase.class.getResourceAsStream("/crd/rule-cases.yaml")) {
      List<RuleCase> cases =
          new ObjectMapper(new YAMLFactory())
              .readValue(Objects.requireNonNull(yaml), new TypeReference<>() {});
      return cases.stream().collect(Collectors.toMap(RuleCase::message, Function.identity()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
