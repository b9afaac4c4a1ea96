package dev.keywright.e2e.bench.limit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keywright.e2e.bench.stage.Json;
import dev.keywright.e2e.bench.stage.PolicyForm;
import dev.keywright.e2e.bench.stage.Stage;
import dev.keywright.e2e.bench.stage.Workspace;
import dev.keywright.e2e.operator.OperatorUnderTest;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * What the operator writes for one policy, so that the limit writes the same: a target, and the
 * first status with its audit record.
 */
final class Specimen {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration POLL = Duration.ofMillis(50);

  private final JsonNode secret;
  private final JsonNode status;

  private Specimen(JsonNode secret, JsonNode status) {
    this.secret = secret;
    this.status = status;
  }

  /** Lets the operator sync one policy and takes what it wrote. */
  static Specimen take(Stage stage) {
    try (Workspace space = stage.workspace("specimen");
        OperatorUnderTest operator = stage.startOperator()) {
      space.values(1).policy(0, PolicyForm.UNIQUE);
      String policy = space.object("secretpolicies", Workspace.name(0));
      JsonNode status =
          Awaitility.await("the first policy is synced, log in " + operator.logFile())
              .pollDelay(Duration.ZERO)
              .pollInterval(POLL)
              .atMost(PATIENCE)
              .until(
                  () -> Json.read(stage.api().get(policy)).path("status"),
                  found -> found.has("target"));
      return new Specimen(
          Json.read(stage.api().get(space.secrets() + "/" + Workspace.name(0))), status);
    }
  }

  /** The target of {@code policy}, as the API server has made that. */
  String secretFor(JsonNode policy) {
    JsonNode meta = policy.path("metadata");
    ObjectNode fresh = secret.deepCopy();
    ObjectNode freshMeta = fresh.withObject("/metadata");
    freshMeta
        .put("name", meta.path("name").asText())
        .put("namespace", meta.path("namespace").asText())
        .remove(java.util.List.of("uid", "resourceVersion", "creationTimestamp", "managedFields"));
    freshMeta.withObject("/annotations").put("keywright.dev/policy", meta.path("name").asText());
    for (JsonNode owner : freshMeta.path("ownerReferences")) {
      ((ObjectNode) owner)
          .put("name", meta.path("name").asText())
          .put("uid", meta.path("uid").asText());
    }
    return fresh.toString();
  }

  /** {@code policy}, as the API server has made it, with the status. */
  String statusFor(JsonNode policy) {
    ObjectNode written = policy.deepCopy();
    written.set("status", status);
    written.withObject("/metadata").remove("managedFields");
    return written.toString();
  }
}
