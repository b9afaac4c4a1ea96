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

/** The operator is started again; every policy is as it should be. */
final class Restart implements Scenario {
  private static final Duration SETTLING = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(10);
  private static final String REWRITTEN = "targetsRewritten";
  private static final String REST = "startToRestSeconds";

  @Override
  public String name() {
    return "restart";
  }

  @Override
  public String meaning() {
    return "From the start of the process to ready, with policies that are all fresh.";
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
      Population.settle(stage, space, policies, PolicyForm.UNIQUE);
      long begin = System.nanoTime();
      try (Witness witness = stage.witness();
          OperatorUnderTest operator = stage.beginOperator()) {
        Readings readings = new Readings(witness, operator);
        operator.awaitReady(POLL);
        double ready = (System.nanoTime() - begin) / 1e9;
        Population.awaitRest(operator);
        double rest = (System.nanoTime() - begin) / 1e9;
        Pace.rest(SETTLING);
        double rewritten = witness.done("update", "secrets") + witness.done("create", "secrets");
        return readings.measurement(
            List.of(ready), List.of(), Map.of(REWRITTEN, rewritten, REST, rest));
      }
    }
  }

  @Override
  public List<Goal> goals(int policies, Measurement measured) {
    return List.of(
        Goal.atMost("start to ready", measured.spread().max(), 10, "s"),
        Goal.atMost("value reads", measured.counts().valueReads(), 0, ""),
        Goal.atMost("targets rewritten", measured.figure(REWRITTEN), 0, ""));
  }
}
