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
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The memory of an operator that has synced everything and is at rest. */
final class Memory implements Scenario {
  private static final Duration AT_REST = Duration.ofSeconds(10);

  /** MiB of resident memory by the number of policies up to which they are promised. */
  private static final NavigableMap<Integer, Double> PROMISED =
      new TreeMap<>(Map.of(100, 130.0, 1000, 150.0, 2000, 180.0, 5000, 220.0, 10_000, 320.0));

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String meaning() {
    return "From the start of the process to the last of the first statuses; memory is read 10 s after the operator came to rest.";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(100, 2000);
  }

  @Override
  public int runs() {
    return 1;
  }

  @Override
  public Measurement run(Stage stage, BareLoop limit, int policies) {
    try (Workspace space = stage.workspace(name())) {
      space.values(policies).policies(0, policies, PolicyForm.UNIQUE);
      long begin = System.nanoTime();
      try (Witness witness = stage.witness();
          OperatorUnderTest operator = stage.beginOperator()) {
        Readings readings = new Readings(witness, operator);
        Population.awaitSynced(witness, policies, operator);
        double seconds = (System.nanoTime() - begin) / 1e9;
        Population.awaitRest(operator);
        Pace.rest(AT_REST);
        return readings.measurement(List.of(seconds), List.of(), Map.of());
      }
    }
  }

  @Override
  public List<Goal> goals(int policies, Measurement measured) {
    var promise = PROMISED.ceilingEntry(policies);
    return promise == null
        ? List.of()
        : List.of(
            Goal.atMost("resident memory at rest", measured.rssMiB(), promise.getValue(), "MiB"));
  }
}
