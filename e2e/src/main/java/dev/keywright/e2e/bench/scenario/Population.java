package dev.keywright.e2e.bench.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keywright.e2e.bench.load.Crowd;
import dev.keywright.e2e.bench.load.Pace;
import dev.keywright.e2e.bench.measure.ApiCall;
import dev.keywright.e2e.bench.measure.ProcessUse;
import dev.keywright.e2e.bench.measure.Witness;
import dev.keywright.e2e.bench.stage.Json;
import dev.keywright.e2e.bench.stage.PolicyForm;
import dev.keywright.e2e.bench.stage.Stage;
import dev.keywright.e2e.bench.stage.Workspace;
import dev.keywright.e2e.operator.OperatorUnderTest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;

/** Policies that have been served for a while, as most are at most times. */
final class Population {
  private static final int WORKERS = 8;
  private static final Duration GLANCE = Duration.ofSeconds(1);
  private static final Duration REST = Duration.ofMinutes(2);

  /** A process that uses less of a core than this is at rest. */
  private static final double IDLE_SHARE = 0.10;

  private Population() {}

  /** How long to wait for something that happens to every policy. */
  static Duration patience(int policies) {
    return Duration.ofSeconds(90).plusMillis(50L * policies);
  }

  /**
   * Makes {@code policies} policies and lets an operator sync them and end. Then their statuses
   * lose their confirmed audit records, as the operator itself clears them in time, five a second.
   */
  static void settle(Stage stage, Workspace space, int policies, PolicyForm form) {
    space.values(policies).policies(0, policies, form);
    try (Witness witness = stage.witness();
        OperatorUnderTest operator = stage.beginOperator()) {
      awaitSynced(witness, policies, operator);
    }
    Crowd.each(policies, WORKERS, number -> clearOutbox(stage, space, number));
  }

  /** Waits until {@code policies} policies have a target and a status that was written after it. */
  static void awaitSynced(Witness witness, int policies, OperatorUnderTest operator) {
    witness.await(
        "%d policies are synced, log in %s".formatted(policies, operator.logFile()),
        patience(policies),
        calls -> synced(calls) >= policies);
  }

  /** Waits until the process has nothing more to do. */
  static void awaitRest(OperatorUnderTest operator) {
    ProcessUse use = new ProcessUse(operator.pid());
    double[] last = {use.cpuSeconds()};
    Awaitility.await("the operator is at rest")
        .pollDelay(GLANCE)
        .pollInterval(GLANCE)
        .atMost(REST)
        .until(
            () -> {
              double now = use.cpuSeconds();
              double share = (now - last[0]) / GLANCE.toSeconds();
              last[0] = now;
              return share < IDLE_SHARE;
            });
  }

  /** Starts an operator and waits until it has seen everything and is at rest. */
  static OperatorUnderTest operatorAtRest(Stage stage, String... flags) {
    OperatorUnderTest operator = stage.startOperator(flags);
    Pace.rest(Duration.ofSeconds(2));
    awaitRest(operator);
    return operator;
  }

  /** How many policies have a target and a status that was written after it. */
  static int synced(List<ApiCall> calls) {
    Set<String> targets = new HashSet<>();
    Set<String> synced = new HashSet<>();
    for (ApiCall call : calls) {
      if (call.did("create", "secrets")) {
        targets.add(call.name());
      } else if (call.did("update", "secretpolicies/status") && targets.contains(call.name())) {
        synced.add(call.name());
      }
    }
    return synced.size();
  }

  private static void clearOutbox(Stage stage, Workspace space, int number) {
    String policy = space.object("secretpolicies", Workspace.name(number));
    ObjectNode live = (ObjectNode) Json.read(stage.api().get(policy));
    live.withObject("/status").remove("outbox");
    stage.api().put(policy + "/status", live.toString());
  }
}
