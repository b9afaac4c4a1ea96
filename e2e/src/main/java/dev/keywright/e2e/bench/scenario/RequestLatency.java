package dev.keywright.e2e.bench.scenario;

import dev.keywright.api.ApiNames;
import dev.keywright.e2e.bench.limit.BareLoop;
import dev.keywright.e2e.bench.measure.Witness;
import dev.keywright.e2e.bench.report.Goal;
import dev.keywright.e2e.bench.report.Measurement;
import dev.keywright.e2e.bench.report.Percentiles;
import dev.keywright.e2e.bench.stage.Json;
import dev.keywright.e2e.bench.stage.PolicyForm;
import dev.keywright.e2e.bench.stage.Stage;
import dev.keywright.e2e.bench.stage.Workspace;
import dev.keywright.e2e.operator.OperatorUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** Somebody asks for a sync after the value has changed in the store. */
final class RequestLatency implements Scenario {
  private static final int REQUESTS = 100;
  private static final int WARM_UP = 20;
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "request-to-secret";
  }

  @Override
  public String meaning() {
    return "From the arrival of the annotation sync-requested-at to the changed Secret, 100 requests one after the other.";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(100);
  }

  @Override
  public int runs() {
    return 1;
  }

  @Override
  public Measurement run(Stage stage, BareLoop limit, int policies) {
    List<Double> bare = limit.singleUpdates();
    try (Workspace space = stage.workspace(name())) {
      Population.settle(stage, space, policies, PolicyForm.UNIQUE);
      try (OperatorUnderTest operator = Population.operatorAtRest(stage)) {
        for (int i = 0; i < WARM_UP; i++) {
          request(stage, space, i % policies, i);
        }
        try (Witness witness = stage.witness()) {
          Readings readings = new Readings(witness, operator);
          for (int i = 0; i < REQUESTS; i++) {
            request(stage, space, i % policies, WARM_UP + i);
          }
          return readings.measurement(latencies(witness), bare, Map.of());
        }
      }
    }
  }

  @Override
  public List<Goal> goals(int policies, Measurement measured) {
    Percentiles seconds = Percentiles.of(measured.seconds());
    return List.of(
        Goal.atMost("p50 from annotation to Secret", seconds.p50() * 1000, 25, "ms"),
        Goal.atMost("p95 from annotation to Secret", seconds.p95() * 1000, 40, "ms"),
        Goal.atMost("p95 from annotation to Secret", seconds.p95(), 1, "s"));
  }

  /** Changes the value, asks, and waits until the policy says that it is done. */
  private static void request(Stage stage, Workspace space, int number, int turn) {
    space.change(number, "turn-" + turn);
    String token = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    space.annotate(number, ApiNames.SYNC_REQUESTED_AT, token);
    String policy = space.object("secretpolicies", Workspace.name(number));
    Awaitility.await("the request is done")
        .pollDelay(POLL)
        .pollInterval(POLL)
        .atMost(PATIENCE)
        .until(
            () -> {
              var request = Json.read(stage.api().get(policy)).at("/status/requests/sync");
              return request.path("token").asText().equals(token)
                  && request.path("state").asText().equals("Done");
            });
  }

  private static List<Double> latencies(Witness witness) {
    return Timeline.between(
        witness.calls(),
        call -> call.did("patch", "secretpolicies"),
        call -> call.did("update", "secrets"));
  }
}
