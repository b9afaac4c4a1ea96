package dev.keywright.rotation;

import dev.keywright.api.ApiNames;
import dev.keywright.api.ConditionSet;
import dev.keywright.api.v1alpha1.OutboxItem;
import dev.keywright.api.v1alpha1.RotationOutcome;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.core.FaultPoint;
import dev.keywright.core.Fingerprinter;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.SecretMaterial;
import dev.keywright.rotation.RotationJournal.Outcome;
import dev.keywright.rotation.driver.spi.DriverEnvironment;
import dev.keywright.rotation.driver.valueonly.ValueOnlyDriverFactory;
import dev.keywright.rotation.trigger.TriggerFlow;
import dev.keywright.rotation.trigger.TriggerPlan;
import dev.keywright.testkit.MutableClock;
import dev.keywright.trail.DetachedTrail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Everything that outlives an operator process, and the process itself, which a crash ends and
 * {@link #settle} starts anew: a new object graph on the same cluster, store and target. Not
 * thread-safe.
 */
final class RotationWorld {
  static final ObjectKey POLICY = new ObjectKey("shop", "orders-api");
  static final String VALUE_ONLY = "valueOnly: {property: token, token: {bytes: 32}}";
  static final String TARGET = "target: {}";
  private static final int MOST_TURNS = 2_000;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  final MutableClock clock = MutableClock.atNoon();
  final ClusterInMemory cluster = new ClusterInMemory(clock);
  final StoreInMemory store = new StoreInMemory();
  final WorkloadsInMemory workloads = new WorkloadsInMemory();
  final TargetInMemory target = new TargetInMemory("first");
  final SyncStandIn sync;
  private final Random random;
  private final Map<String, OutboxItem> records = new LinkedHashMap<>();
  private final Map<String, List<OutboxItem>> recordsOfRuns = new HashMap<>();
  private final Fingerprinter fingerprinter =
      new Fingerprinter("k1", SecretMaterial.ofUtf8("a key of sixteen bytes or more"));
  private FaultPoint faults = FaultPoint.NONE;
  private Leader leader;
  private boolean hasCrashed;
  private int terms;

  RotationWorld(long seed) {
    this.random = new Random(seed);
    this.sync = new SyncStandIn(cluster, store, workloads, random);
    store.put(Map.of("token", "first", "port", "5432"));
    leader = new Leader(faults);
  }

  /** A policy with consumers, whose value the driver block {@code driver} rotates on request. */
  static RotationWorld with(long seed, String driver) {
    RotationWorld world = new RotationWorld(seed);
    world.workloads.add("shop", "orders-api", "api");
    world.workloads.add("shop", "orders-api", "worker");
    world.applyPolicy("driver: {" + driver + "}");
    world.settle();
    return world;
  }

  /** Creates the policy, or changes how it rotates; an empty text takes the block away. */
  void applyPolicy(String rotation) {
    String block = rotation.isEmpty() ? "" : "rotation: {" + rotation + "}";
    cluster.apply(
        """
        ---
        apiVersion: keywright.dev/v1alpha1
        kind: SecretPolicy
        metadata: {name: orders-api, namespace: shop}
        spec:
          storeRef: {name: vault}
          dataFrom: [{extract: {path: shop/orders-api}}]
          consumers: {restart: Rolling}
          %s
        """
            .formatted(block));
  }

  /** Asks for a rotation now, as a person does; gives the name of the run that follows. */
  String request() {
    clock.advance(Duration.ofSeconds(2));
    String token = clock.instant().toString();
    cluster.annotate(POLICY, ApiNames.ROTATE_REQUESTED_AT, token);
    return RunName.of(POLICY, TriggerKeys.request(token));
  }

  /** A person creates a SecretRotation of that name. */
  void createRun(String name) {
    clock.advance(Duration.ofSeconds(2));
    cluster.createRun(
        """
        ---
        apiVersion: keywright.dev/v1alpha1
        kind: SecretRotation
        metadata: {name: %s, namespace: shop}
        spec: {policyRef: {name: orders-api}, reason: ticket 4711, requestedBy: alice}
        """
            .formatted(name));
  }

  /** A new process, and all that follow it, tell {@code places} where they are. */
  void watch(FaultPoint places) {
    faults = places;
    leader = new Leader(places);
  }

  /** Somebody else does {@code action} when the operator first comes to {@code place}. */
  void interfereAt(String place, Runnable action) {
    List<String> done = new ArrayList<>();
    watch(
        reached -> {
          if (reached.equals(place) && done.isEmpty()) {
            done.add(reached);
            action.run();
          }
        });
  }

  /** A new process: nothing of the old one is left. */
  void restart() {
    leader = new Leader(faults);
  }

  /** A second process that believes to lead; {@code places} hears where it is. */
  Leader second(FaultPoint places) {
    return new Leader(places);
  }

  /**
   * Lets time pass and the operator work until nothing is left to do; it is restarted on a crash.
   */
  void settle() {
    for (int turn = 0; turn < MOST_TURNS; turn++) {
      long before = cluster.resourceVersion();
      Duration pause = turn();
      boolean isOver = cluster.runs().stream().allMatch(run -> RunJournal.of(run).isEnded());
      if (isOver && before == cluster.resourceVersion() && !hasOutbox() && !hasCrashed) {
        return;
      }
      clock.advance(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }
    throw new AssertionError("never at rest: " + cluster.runs());
  }

  /** One look at everything. */
  Duration turn() {
    hasCrashed = false;
    try {
      workloads.roll();
      Duration pause = leader.turn();
      confirmRecords();
      return pause;
    } catch (CrashPlan.Crash crash) {
      hasCrashed = true;
      restart();
      return Duration.ofSeconds(3);
    }
  }

  SecretRotation run(String name) {
    return cluster.runNamed(new ObjectKey("shop", name));
  }

  RunJournal journal(String name) {
    return RunJournal.of(run(name));
  }

  RotationOutcome outcome(String name) {
    RotationOutcome outcome = journal(name).status().outcome();
    return outcome == null ? RotationOutcome.Unrecognized : outcome;
  }

  /** The message of a condition of a run that holds; empty text when it does not. */
  String condition(String run, String type) {
    return ConditionSet.find(journal(run).status().conditions(), type)
        .filter(condition -> condition.status().equals("True"))
        .map(condition -> condition.reason() + ": " + condition.message())
        .orElse("");
  }

  /** What the policy's target holds. */
  Map<String, String> shown() {
    return sync.target(POLICY).map(SyncStandIn.Target::data).orElse(Map.of());
  }

  /** Records of a run that reached the trail, in order. */
  List<OutboxItem> recordsOf(String run) {
    return recordsOfRuns.getOrDefault(run, List.of());
  }

  /** Everything that left the operator other than to store, target and target Secret. */
  String everythingTold() {
    StringBuilder told = new StringBuilder(cluster.everything());
    records.values().forEach(told::append);
    return told.toString();
  }

  /** The sinks confirm what waits, and the sweeper takes it out. */
  void confirmRecords() {
    for (SecretRotation run : cluster.runs()) {
      List<OutboxItem> items = run.getStatus() == null ? null : run.getStatus().outbox();
      if (items == null || items.isEmpty()) {
        continue;
      }
      items.forEach(item -> keep(run, item));
      Outcome outcome =
          cluster.write(run, run.getStatus().withOutbox(null, run.getStatus().auditSequence()));
      if (!(outcome instanceof Outcome.Written)) {
        throw new AssertionError("nobody else writes now");
      }
    }
  }

  private void keep(SecretRotation run, OutboxItem item) {
    OutboxItem known = records.putIfAbsent(item.id(), item);
    if (known == null) {
      recordsOfRuns
          .computeIfAbsent(run.getMetadata().getName(), name -> new ArrayList<>())
          .add(item);
    } else if (!known.equals(item)) {
      throw new AssertionError("two records with one id: " + known + " and " + item);
    }
  }

  private boolean hasOutbox() {
    return cluster.runs().stream().anyMatch(run -> RunJournal.of(run).hasOutbox());
  }

  /** One operator process. */
  final class Leader {
    private final TriggerFlow trigger;
    private final RotationFlow flow;
    private final FaultPoint faultPoint;

    private Leader(FaultPoint faultPoint) {
      this.faultPoint = faultPoint;
      RotationSettingsReader settings =
          new RotationSettingsReader(
              new DriverCatalog(
                  List.of(new ValueOnlyDriverFactory(), target), new DriverEnvironment(random)));
      Installation installation = new Installation("cluster/keywright", "leader-" + ++terms);
      RotatedObjectAccess access = new RotatedObjectAccess(store, fingerprinter);
      this.trigger = new TriggerFlow(cluster, settings, clock);
      this.flow =
          new RotationFlow(
              new RotationObserver(cluster, settings, access, workloads, installation),
              new RotationExecutor(access, installation, new RetryDelays(random), faultPoint),
              new JournalWriter(cluster, DetachedTrail.outboxOfRotations(clock), faultPoint),
              cluster,
              clock);
    }

    Duration turn() {
      cluster.policies().forEach(this::look);
      return cluster.runs().stream()
          .map(flow::advance)
          .min(Duration::compareTo)
          .orElse(Duration.ofSeconds(1));
    }

    /** Takes only the run forward. */
    Duration advance(SecretRotation run) {
      return flow.advance(run);
    }

    void abandon(SecretRotation run) {
      flow.abandon(run);
    }

    private void look(SecretPolicy policy) {
      faultPoint.reached("trigger.before");
      TriggerPlan plan = trigger.look(policy);
      faultPoint.reached("trigger.after");
      var status = sync.look(policy, plan.status(), plan.request(), clock.instant(), faultPoint);
      if (!status.equals(policy.getStatus())) {
        faultPoint.reached("policy.write.before");
        cluster.writePolicyStatus(policy, status);
        faultPoint.reached("policy.write.after");
      }
    }
  }
}
