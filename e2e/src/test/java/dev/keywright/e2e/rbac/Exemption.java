package dev.keywright.e2e.rbac;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * A right that is granted although the test never sees it used.
 *
 * @param resource as in {@link Right}
 * @param verb as in {@link Right}
 * @param reason why it is needed all the same
 */
record Exemption(
    @JsonProperty(required = true) String resource,
    @JsonProperty(required = true) String verb,
    @JsonProperty(required = true) String reason) {
  /** The list in {@code rbac/exemptions.yaml}. */
  static List<Exemption> all() {
    try (InputStream yaml = Exemption.class.getResourceAsStream("/rbac/exemptions.yaml")) {
      return new ObjectMapper(new YAMLFactory())
          .readValue(Objects.requireNonNull(yaml), new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean covers(Right right) {
    return resource.equals(right.resource()) && verb.equals(right.verb());
  }
}
