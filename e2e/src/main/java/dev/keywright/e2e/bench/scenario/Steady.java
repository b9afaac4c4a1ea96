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

/** Nothing changes for two intervals. */
final class Steady implements Scenario {
  private static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final int INTERVALS = 2;
  private static final String CHECKS = "checksPerKeyAndInterval";
  private static final String SHARE = "coreShare";

  @Override
  public String name() {
    return "steady";
  }

  @Override
  public String meaning() {
    return "How long was watched while nothing changed, each policy with its own key and an interval of 30 s.";
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
    try (Workspace space = stage.workspace(name())) {
      Population.settle(stage, space, policies, PolicyForm.every(INTERVAL.toSeconds() + "s"));
      try (OperatorUnderTest operator = Population.operatorAtRest(stage);
          Witness witness = stage.witness()) {
        Readings readings = new Readings(witness, operator);
        long begin = System.nanoTime();
        Pace.rest(INTERVAL.multipliedBy(INTERVALS));
        double watched = (System.nanoTime() - begin) / 1e9;
        double turns = policies * watched / INTERVAL.toSeconds();
        return readings.measurement(
            List.of(watched),
            List.of(),
            Map.of(
                CHECKS, witness.counts().versionChecks() / turns,
                SHARE, readings.cpuSeconds() / watched));
      }
    }
  }

  @Override
  public List<Goal> goals(int policies, Measurement measured) {
    return List.of(
        Goal.atMost("value reads", measured.counts().valueReads(), 0, ""),
        Goal.atMost("version checks per key and interval", measured.figure(CHECKS), 1.01, ""),
        Goal.atMost("API writes", measured.counts().apiWrites(), 0, ""),
        Goal.atMost("share of a core", measured.figure(SHARE) * 100, 3, "%"));
  }
}
