package dev.keywright.e2e.bench.scenario;

import dev.keywright.e2e.bench.limit.BareLoop;
import dev.keywright.e2e.bench.load.Pace;
import dev.keywright.e2e.bench.measure.Witness;
import dev.keywright.e2e.bench.report.Goal;
import dev.keywright.e2e.bench.report.Measurement;
import dev.keywright.e2e.bench.stage.PolicyForm;
import dev.keywright.e2e.bench.stage.Stage;
import dev.keywright.e2e.bench.stage.Workspace;
import dev.keywright.e2e.operator.OperatorUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A value changes in the store and nobody says so. */
final class RefreshLatency implements Scenario {
  private static final int INTERVAL_SECONDS = 10;
  private static final int SLACK_SECONDS = 1;
  private static final Duration GAP = Duration.ofMillis(250);

  @Override
  public String name() {
    return "refresh-latency";
  }

  @Override
  public String meaning() {
    return "From a change in the store to the changed Secret, found by refresh every 10 s, one change every 250 ms.";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(40);
  }

  @Override
  public int runs() {
    return 1;
  }

  @Override
  public Measurement run(Stage stage, BareLoop limit, int policies) {
    try (Workspace space = stage.workspace(name())) {
      Population.settle(stage, space, policies, PolicyForm.every(INTERVAL_SECONDS + "s"));
      try (OperatorUnderTest operator = Population.operatorAtRest(stage);
          Witness witness = stage.witness()) {
        Readings readings = new Readings(witness, operator);
        List<Instant> changed = new ArrayList<>();
        Pace.each(
            policies,
            GAP,
            number -> {
              space.change(number, "second");
              changed.add(Instant.now());
            });
        witness.await(
            "every target is changed, log in " + operator.logFile(),
            Population.patience(policies),
            calls ->
                calls.stream().filter(call -> call.did("update", "secrets")).count() >= policies);
        return readings.measurement(latencies(witness, changed), List.of(), Map.of());
      }
    }
  }

  @Override
  public List<Goal> goals(int policies, Measurement measured) {
    return List.of(
        Goal.atMost(
            "slowest from change to Secret",
            measured.spread().max(),
            INTERVAL_SECONDS + SLACK_SECONDS,
            "s"));
  }

  private static List<Double> latencies(Witness witness, List<Instant> changed) {
    Timeline timeline = new Timeline(witness.callsOfOperator());
    List<Double> seconds = new ArrayList<>();
    for (int number = 0; number < changed.size(); number++) {
      String name = Workspace.name(number);
      Instant from = changed.get(number);
      timeline
          .firstAfter(from, call -> call.did("update", "secrets") && call.name().equals(name))
          .ifPresent(done -> seconds.add(Timeline.seconds(from, done)));
    }
    return seconds;
  }
}
