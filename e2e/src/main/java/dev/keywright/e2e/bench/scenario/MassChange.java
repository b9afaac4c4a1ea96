package dev.keywright.e2e.bench.scenario;

import dev.keywright.e2e.bench.limit.BareLoop;
import dev.keywright.e2e.bench.load.Crowd;
import dev.keywright.e2e.bench.measure.ApiCall;
import dev.keywright.e2e.bench.measure.Witness;
import dev.keywright.e2e.bench.report.Goal;
import dev.keywright.e2e.bench.report.Measurement;
import dev.keywright.e2e.bench.stage.PolicyForm;
import dev.keywright.e2e.bench.stage.Stage;
import dev.keywright.e2e.bench.stage.Workspace;
import dev.keywright.e2e.operator.OperatorUnderTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Every value changes at about the same time. */
final class MassChange implements Scenario {
  private static final int WORKERS = 8;
  private static final int INTERVAL_SECONDS = 10;

  @Override
  public String name() {
    return "mass-change";
  }

  @Override
  public String meaning() {
    return "From the last of many changes in the store to the last status, found by refresh every 10 s (up to 10 s of it are that wait).";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(1000);
  }

  @Override
  public int runs() {
    return 1;
  }

  @Override
  public Measurement run(Stage stage, BareLoop limit, int policies) {
    double bare = limit.updates(policies);
    try (Workspace space = stage.workspace(name())) {
      Population.settle(stage, space, policies, PolicyForm.every(INTERVAL_SECONDS + "s"));
      try (OperatorUnderTest operator = Population.operatorAtRest(stage);
          Witness witness = stage.witness()) {
        Readings readings = new Readings(witness, operator);
        Crowd.each(policies, WORKERS, number -> space.change(number, "second"));
        Instant changed = Instant.now();
        witness.await(
            "%d targets are changed, log in %s".formatted(policies, operator.logFile()),
            Population.patience(policies),
            calls -> updated(calls) >= policies);
        Instant last =
            new Timeline(witness.callsOfOperator()).last("update", "secretpolicies/status");
        return readings.measurement(
            List.of(Timeline.seconds(changed, last)), List.of(bare), Map.of());
      }
    }
  }

  @Override
  public List<Goal> goals(int policies, Measurement measured) {
    return List.of(
        Goal.atMost(
            "value reads per change", measured.counts().valueReads() / (double) policies, 1, ""));
  }

  /** How many policies have a changed target and a status that was written after it. */
  private static long updated(List<ApiCall> calls) {
    return Timeline.between(
            calls,
            call -> call.did("update", "secrets"),
            call -> call.did("update", "secretpolicies/status"))
        .size();
  }
}
