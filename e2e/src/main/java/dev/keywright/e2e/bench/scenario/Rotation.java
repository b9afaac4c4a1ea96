package dev.keywright.e2e.bench.scenario;

import dev.keywright.api.ApiNames;
import dev.keywright.api.v1alpha1.RotationPhase;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.e2e.bench.limit.BareLoop;
import dev.keywright.e2e.bench.measure.Witness;
import dev.keywright.e2e.bench.report.Goal;
import dev.keywright.e2e.bench.report.Measurement;
import dev.keywright.e2e.bench.report.Percentiles;
import dev.keywright.e2e.bench.stage.Json;
import dev.keywright.e2e.bench.stage.PolicyForm;
import dev.keywright.e2e.bench.stage.Stage;
import dev.keywright.e2e.bench.stage.Workspace;
import dev.keywright.e2e.operator.OperatorUnderTest;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;

/** Somebody asks for a new value; a Deployment uses it. */
final class Rotation implements Scenario {
  private static final int REQUESTS = 20;
  private static final int REPLICAS = 3;
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String TO_SECRET = "requestToSecretP95Seconds";
  private static final PolicyForm FORM =
      new PolicyForm(
          false,
          """
          ,"rotation":{"driver":{"valueOnly":{"property":"password","token":{"bytes":32}}}},"consumers":{"restart":"Rolling"}""");

  @Override
  public String name() {
    return "rotation";
  }

  @Override
  public String meaning() {
    return "From the arrival of the annotation rotate-requested-at until all 3 pods of a Deployment (KWOK) are seen on the new value, 20 requests one after the other.";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(1);
  }

  @Override
  public int runs() {
    return 1;
  }

  @Override
  public Measurement run(Stage stage, BareLoop limit, int policies) {
    try (Workspace space = stage.workspace(name());
        OperatorUnderTest operator = stage.startOperator()) {
      space.values(policies).policies(0, policies, FORM);
      awaitReady(stage, deploy(stage, space));
      Population.awaitRest(operator);
      Map<String, Instant> observed = new ConcurrentHashMap<>();
      try (Witness witness = stage.witness();
          Watch watch = watch(stage, space, observed)) {
        Readings readings = new Readings(witness, operator);
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
          seconds.add(request(stage, space, observed));
        }
        List<Double> toSecret =
            Timeline.between(
                witness.calls(),
                call -> call.did("patch", "secretpolicies"),
                call -> call.did("update", "secrets"));
        return readings.measurement(
            seconds, List.of(), Map.of(TO_SECRET, Percentiles.of(toSecret).p95()));
      }
    }
  }

  @Override
  public List<Goal> goals(int policies, Measurement measured) {
    return List.of(
        Goal.atMost("p95 from annotation to changed Secret", measured.figure(TO_SECRET), 1, "s"));
  }

  /** Asks and waits until the run is over; returns the seconds until it was observed. */
  private static double request(Stage stage, Workspace space, Map<String, Instant> observed) {
    Instant asked = Instant.now();
    String token = asked.truncatedTo(ChronoUnit.MILLIS).toString();
    space.annotate(0, ApiNames.ROTATE_REQUESTED_AT, token);
    String policy = space.object("secretpolicies", Workspace.name(0));
    String run =
        Awaitility.await("the rotation is done")
            .pollDelay(POLL)
            .pollInterval(POLL)
            .atMost(PATIENCE)
            .until(
                () -> {
                  var request = Json.read(stage.api().get(policy)).at("/status/requests/rotate");
                  boolean done =
                      request.path("token").asText().equals(token)
                          && request.path("state").asText().equals("Done");
                  return done ? request.path("rotation").asText() : "";
                },
                name -> !name.isEmpty() && observed.containsKey(name));
    return Timeline.seconds(asked, java.util.Objects.requireNonNull(observed.get(run)));
  }

  private static Watch watch(Stage stage, Workspace space, Map<String, Instant> observed) {
    return stage
        .admin()
        .resources(SecretRotation.class)
        .inNamespace(space.namespace())
        .watch(
            new Watcher<>() {
              @Override
              public void eventReceived(Action action, SecretRotation run) {
                RotationPhase phase = run.getStatus() == null ? null : run.getStatus().phase();
                if (phase != null && phase.compareTo(RotationPhase.Observed) >= 0) {
                  observed.putIfAbsent(run.getMetadata().getName(), Instant.now());
                }
              }

              @Override
              public void onClose(WatcherException cause) {}
            });
  }

  private static String deploy(Stage stage, Workspace space) {
    String deployments = "/apis/apps/v1/namespaces/%s/deployments".formatted(space.namespace());
    stage
        .api()
        .post(
            deployments,
            """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"consumer"},
             "spec":{"replicas":%d,"selector":{"matchLabels":{"app":"consumer"}},
               "template":{"metadata":{"labels":{"app":"consumer"}},
                 "spec":{"terminationGracePeriodSeconds":0,
                   "containers":[{"name":"c","image":"fake","envFrom":[{"secretRef":{"name":"%s"}}]}]}}}}
            """
                .formatted(REPLICAS, Workspace.name(0)));
    return deployments + "/consumer";
  }

  private static void awaitReady(Stage stage, String deployment) {
    Awaitility.await("the Deployment is ready")
        .pollDelay(POLL)
        .pollInterval(POLL)
        .atMost(PATIENCE)
        .until(
            () ->
                Json.read(stage.api().get(deployment)).at("/status/readyReplicas").asInt()
                    == REPLICAS);
  }
}
