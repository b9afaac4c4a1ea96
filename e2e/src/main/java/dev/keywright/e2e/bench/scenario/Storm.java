package dev.keywright.e2e.bench.scenario;

import dev.keywright.e2e.bench.limit.BareLoop;
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

/** New policies arrive while many others are refreshed. */
final class Storm implements Scenario {
  private static final int ARRIVALS = 100;
  private static final Duration GAP = Duration.ofMillis(200);
  private static final PolicyForm FORM = PolicyForm.every("10s");

  @Override
  public String name() {
    return "storm";
  }

  @Override
  public String meaning() {
    return "From a new policy to its Secret, one new policy every 200 ms while all others are refreshed every 10 s.";
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
    List<Double> bare = limit.singleCreates();
    try (Workspace space = stage.workspace(name())) {
      Population.settle(stage, space, policies, FORM);
      space.values(policies + ARRIVALS);
      try (OperatorUnderTest operator = stage.startOperator();
          Witness witness = stage.witness()) {
        Pace.rest(Duration.ofSeconds(12));
        Readings readings = new Readings(witness, operator);
        Pace.each(ARRIVALS, GAP, i -> space.policy(policies + i, FORM));
        witness.await(
            "every new policy has its Secret",
            Population.patience(ARRIVALS),
            calls ->
                calls.stream().filter(call -> call.did("create", "secrets")).count() >= ARRIVALS);
        List<Double> seconds =
            Timeline.between(
                witness.calls(),
                call -> call.did("create", "secretpolicies"),
                call -> call.did("create", "secrets"));
        return readings.measurement(seconds, bare, Map.of());
      }
    }
  }

  @Override
  public List<Goal> goals(int policies, Measurement measured) {
    Percentiles seconds = Percentiles.of(measured.seconds());
    return List.of(
        Goal.atMost("p50 from policy to Secret", seconds.p50() * 1000, 40, "ms"),
        Goal.atMost("p99 from policy to Secret", seconds.p99() * 1000, 200, "ms"));
  }
}
