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

/** The leader of two replicas is killed. */
final class Failover implements Scenario {
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration TAKE_OVER = Duration.ofSeconds(2);
  private static final String TWICE = "writtenTwice";

  @Override
  public String name() {
    return "failover";
  }

  @Override
  public String meaning() {
    return "From the death of the leader (SIGKILL) to the Secret of a policy that is made right after it, with a lease of 15 s.";
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
      space.values(policies + 1);
      String lease = "--lease-duration=" + LEASE.toSeconds() + "s";
      try (OperatorUnderTest leader = Population.operatorAtRest(stage, lease, "--identity=first");
          OperatorUnderTest standby = Population.operatorAtRest(stage, lease, "--identity=second");
          Witness witness = stage.witness()) {
        Readings readings = new Readings(witness, standby);
        Instant death = Instant.now();
        leader.kill();
        space.policy(policies, PolicyForm.UNIQUE);
        witness.await(
            "the standby takes over, log in " + standby.logFile(),
            LEASE.multipliedBy(4),
            calls -> Population.synced(calls) >= 1);
        Instant back = new Timeline(witness.callsOfOperator()).first("create", "secrets");
        Population.awaitRest(standby);
        double twice = witness.done("update", "secrets") + witness.done("create", "secrets") - 1;
        return readings.measurement(
            List.of(Timeline.seconds(death, back)), List.of(), Map.of(TWICE, twice));
      }
    }
  }

  @Override
  public List<Goal> goals(int policies, Measurement measured) {
    return List.of(
        Goal.atMost(
            "death of the leader to the next Secret",
            measured.spread().max(),
            LEASE.plus(TAKE_OVER).toMillis() / 1000.0,
            "s"),
        Goal.atMost("targets written twice", measured.figure(TWICE), 0, ""));
  }
}
