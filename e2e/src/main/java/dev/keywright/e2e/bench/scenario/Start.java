package dev.keywright.e2e.bench.scenario;

import dev.keywright.e2e.bench.limit.BareLoop;
import dev.keywright.e2e.bench.measure.Witness;
import dev.keywright.e2e.bench.report.Goal;
import dev.keywright.e2e.bench.report.Measurement;
import dev.keywright.e2e.bench.stage.PolicyForm;
import dev.keywright.e2e.bench.stage.Stage;
import dev.keywright.e2e.bench.stage.Workspace;
import dev.keywright.e2e.operator.OperatorUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The operator is started and finds work. */
final class Start implements Scenario {
  private static final Duration POLL = Duration.ofMillis(10);
  private static final String READY = "startToReadySeconds";

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String meaning() {
    return "From the start of the process to the status of the first synced Secret.";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(1);
  }

  @Override
  public int runs() {
    return 5;
  }

  @Override
  public Measurement run(Stage stage, BareLoop limit, int policies) {
    try (Workspace space = stage.workspace(name())) {
      space.values(policies).policies(0, policies, PolicyForm.UNIQUE);
      try (Witness witness = stage.witness()) {
        Instant begin = Instant.now();
        try (OperatorUnderTest operator = stage.beginOperator()) {
          Readings readings = new Readings(witness, operator);
          operator.awaitReady(POLL);
          double ready = Timeline.seconds(begin, Instant.now());
          witness.await(
              "the first policy is synced, log in " + operator.logFile(),
              Population.patience(policies),
              calls -> Population.synced(calls) >= 1);
          Timeline timeline = new Timeline(witness.callsOfOperator());
          Instant target = timeline.first("create", "secrets");
          Instant synced =
              timeline
                  .firstAfter(target, call -> call.did("update", "secretpolicies/status"))
                  .orElseThrow();
          return readings.measurement(
              List.of(Timeline.seconds(begin, synced)), List.of(), Map.of(READY, ready));
        }
      }
    }
  }

  @Override
  public List<Goal> goals(int policies, Measurement measured) {
    return List.of(Goal.atMost("start to first synced Secret", measured.spread().max(), 5, "s"));
  }
}
