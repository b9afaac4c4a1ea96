package dev.keywright.e2e.bench.scenario;

import dev.keywright.e2e.bench.limit.BareLoop;
import dev.keywright.e2e.bench.load.BareHttp;
import dev.keywright.e2e.bench.load.Pace;
import dev.keywright.e2e.bench.measure.Witness;
import dev.keywright.e2e.bench.report.Goal;
import dev.keywright.e2e.bench.report.Measurement;
import dev.keywright.e2e.bench.report.Percentiles;
import dev.keywright.e2e.bench.stage.PolicyForm;
import dev.keywright.e2e.bench.stage.Stage;
import dev.keywright.e2e.bench.stage.Workspace;
import dev.keywright.e2e.operator.OperatorUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Somebody deletes a target. */
final class Repair implements Scenario {
  private static final int DELETIONS = 100;
  private static final Duration GAP = Duration.ofMillis(100);

  @Override
  public String name() {
    return "repair";
  }

  @Override
  public String meaning() {
    return "From the deletion of a Secret to the same Secret again, one every 100 ms.";
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
    List<Double> bare = limit.singleCreates();
    try (Workspace space = stage.workspace(name())) {
      Population.settle(stage, space, policies, PolicyForm.UNIQUE);
      try (OperatorUnderTest operator = Population.operatorAtRest(stage);
          Witness witness = stage.witness()) {
        Readings readings = new Readings(witness, operator);
        BareHttp api = stage.api();
        Pace.each(
            DELETIONS, GAP, i -> api.delete(space.secrets() + "/" + Workspace.name(i % policies)));
        witness.await(
            "every Secret is back, log in " + operator.logFile(),
            Population.patience(DELETIONS),
            calls ->
                calls.stream().filter(call -> call.did("create", "secrets")).count() >= DELETIONS);
        List<Double> seconds =
            Timeline.between(
                witness.calls(),
                call -> call.did("delete", "secrets"),
                call -> call.did("create", "secrets"));
        return readings.measurement(seconds, bare, Map.of());
      }
    }
  }

  @Override
  public List<Goal> goals(int policies, Measurement measured) {
    Percentiles seconds = Percentiles.of(measured.seconds());
    return List.of(
        Goal.atMost("p50 from deletion to Secret", seconds.p50() * 1000, 25, "ms"),
        Goal.atMost("p95 from deletion to Secret", seconds.p95() * 1000, 40, "ms"));
  }
}
