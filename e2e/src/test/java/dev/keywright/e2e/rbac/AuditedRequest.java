package dev.keywright.e2e.rbac;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request for a resource as the API server's audit log has it (audit.k8s.io/v1).
 *
 * @param verb such as {@code get}
 * @param resource as in {@link Right#resource}
 * @param namespace empty for all and for cluster-wide resources
 * @param name empty for lists and creations
 * @param isRefused whether the authorizer said no
 */
record AuditedRequest(
    String verb, String resource, String namespace, String name, boolean isRefused) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The requests of one user. A line that is being written is left out.
   *
   * @param log JSON lines
   */
  static List<AuditedRequest> of(String user, Path log) {
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains(user) && line.endsWith("}"))
          .map(AuditedRequest::parse)
          .filter(event -> event.at("/user/username").asText().equals(user))
          .flatMap(event -> of(event).stream())
          .distinct()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "%s %s %s/%s".formatted(verb, resource, namespace, name);
  }

  private static Optional<AuditedRequest> of(JsonNode event) {
    JsonNode object = event.path("objectRef");
    if (object.isMissingNode()) {
      return Optional.empty();
    }
    String subresource = object.path("subresource").asText();
    return Optional.of(
        new AuditedRequest(
            event.path("verb").asText(),
            Right.resource(
                object.path("apiGroup").asText(),
                object.path("resource").asText()
                    + (subresource.isEmpty() ? "" : "/" + subresource)),
            object.path("namespace").asText(),
            object.path("name").asText(),
            event.at("/annotations/authorization.k8s.io~1decision").asText().equals("forbid")));
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
