package dev.keywright.e2e.bench.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Set;

/**
 * One finished call, as the API server has recorded it.
 *
 * @param user who called
 * @param verb as in RBAC
 * @param resource with its subresource behind a slash, for example {@code secretpolicies/status}
 * @param namespace empty for none
 * @param name empty for none
 * @param code the HTTP status
 * @param received when the call came in
 * @param done when the reply was sent
 */
public record ApiCall(
    String user,
    String verb,
    String resource,
    String namespace,
    String name,
    int code,
    Instant received,
    Instant done) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete");

  /** What is created only to be answered. */
  private static final Set<String> QUESTIONS =
      Set.of("serviceaccounts/token", "localsubjectaccessreviews", "tokenreviews");

  /** Reads a line of the audit log. */
  static ApiCall of(String line) {
    try {
      JsonNode event = JSON.readTree(line);
      JsonNode object = event.path("objectRef");
      String subresource = object.path("subresource").asText();
      return new ApiCall(
          event.path("user").path("username").asText(),
          event.path("verb").asText(),
          object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
          object.path("namespace").asText(),
          object.path("name").asText(),
          event.path("responseStatus").path("code").asInt(),
          Instant.parse(event.path("requestReceivedTimestamp").asText()),
          Instant.parse(event.path("stageTimestamp").asText()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the audit log of the API server is not JSON lines", e);
    }
  }

  /** Whether it did what it asked for. */
  public boolean isDone() {
    return code / 100 == 2;
  }

  /** Whether {@code verb} was done to {@code resource}. */
  public boolean did(String verb, String resource) {
    return isDone() && this.verb.equals(verb) && this.resource.equals(resource);
  }

  /** Whether it wrote an object, refused attempts included; the leader's Lease does not count. */
  public boolean isWrite() {
    return WRITES.contains(verb) && !QUESTIONS.contains(resource) && !isLease();
  }

  /** Whether it read one object. */
  public boolean isRead() {
    return verb.equals("get") && !isLease();
  }

  /** Whether it asked for a list. */
  public boolean isList() {
    return verb.equals("list");
  }

  private boolean isLease() {
    return resource.equals("leases");
  }
}
