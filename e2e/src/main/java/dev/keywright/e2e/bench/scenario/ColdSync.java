package dev.keywright.e2e.bench.scenario;

import dev.keywright.e2e.bench.limit.BareLoop;
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
import java.util.Set;

/** An operator starts and finds policies that nobody has ever served. */
final class ColdSync implements Scenario {
  private static final Set<String> ABOUT_POLICIES =
      Set.of("secrets", "secretpolicies", "secretpolicies/status");
  private static final Set<String> STANDING = Set.of("list", "watch");
  private static final String CALLS = "apiCallsPerPolicy";
  private static final String START = "startToLeadingSeconds";

  private final boolean shared;

  ColdSync(boolean shared) {
    this.shared = shared;
  }

  @Override
  public String name() {
    return shared ? "cold-shared" : "cold-unique";
  }

  @Override
  public String meaning() {
    return shared
        ? "From leading to the last status, all policies new and reading one key."
        : "From leading to the last status, all policies new and each reading its own key.";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(1000);
  }

  @Override
  public int runs() {
    return 3;
  }

  @Override
  public Measurement run(Stage stage, BareLoop limit, int policies) {
    Measurement own = operator(stage, policies);
    double bare = limit.creates(policies, shared ? BareLoop.Reads.ONE : BareLoop.Reads.EACH);
    return new Measurement(
        own.seconds(), List.of(bare), own.counts(), own.rssMiB(), own.cpuSeconds(), own.figures());
  }

  @Override
  public List<Goal> goals(int policies, Measurement measured) {
    double ratio = measured.ratio().orElseThrow();
    return shared
        ? List.of(
            Goal.atMost("store reads", measured.counts().valueReads(), 1, ""),
            Goal.atMost("time by limit", ratio, 1.15, ""))
        : List.of(
            Goal.atMost("time by limit", ratio, 1.3, ""),
            Goal.atMost("API calls per new policy", measured.figure(CALLS), 2, ""),
            Goal.atMost("logins", measured.counts().logins(), 1, ""));
  }

  private Measurement operator(Stage stage, int policies) {
    try (Workspace space = stage.workspace(name())) {
      space.values(policies).policies(0, policies, shared ? PolicyForm.SHARED : PolicyForm.UNIQUE);
      try (Witness witness = stage.witness()) {
        Instant begin = Instant.now();
        try (OperatorUnderTest operator = stage.beginOperator()) {
          Readings readings = new Readings(witness, operator);
          Population.awaitSynced(witness, policies, operator);
          List<ApiCall> calls = witness.callsOfOperator();
          Timeline timeline = new Timeline(calls);
          Instant leading = timeline.leading();
          return readings.measurement(
              List.of(Timeline.seconds(leading, timeline.last("update", "secretpolicies/status"))),
              List.of(),
              Map.of(
                  START,
                  Timeline.seconds(begin, leading),
                  CALLS,
                  (double) aboutPolicies(calls, space.namespace()) / policies));
        }
      }
    }
  }

  private static long aboutPolicies(List<ApiCall> calls, String namespace) {
    return calls.stream()
        .filter(call -> call.namespace().equals(namespace))
        .filter(call -> ABOUT_POLICIES.contains(call.resource()))
        .filter(call -> !STANDING.contains(call.verb()))
        .count();
  }
}
