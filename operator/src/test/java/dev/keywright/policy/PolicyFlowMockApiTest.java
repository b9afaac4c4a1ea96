package dev.keywright.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.keywright.api.ConditionSet;
import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.api.v1alpha1.ConsumerStatus;
import dev.keywright.api.v1alpha1.OutboxItem;
import dev.keywright.api.v1alpha1.PolicyRotationStatus;
import dev.keywright.api.v1alpha1.RequestState;
import dev.keywright.api.v1alpha1.RequestStatus;
import dev.keywright.api.v1alpha1.RequestsStatus;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretPolicySpec;
import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import dev.keywright.api.v1alpha1.TargetStatus;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Fingerprint;
import dev.keywright.core.Fingerprinter;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.Reason;
import dev.keywright.core.SecretMaterial;
import dev.keywright.core.StoreReference;
import dev.keywright.fetch.ProviderRegistry;
import dev.keywright.fetch.SharedFetcher;
import dev.keywright.fetch.SourceKey;
import dev.keywright.fetch.SourceWatch;
import dev.keywright.fetch.StoreConnections;
import dev.keywright.kube.KubeClients;
import dev.keywright.kube.WorkloadPatcher;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.VersionSelector;
import dev.keywright.rollout.WorkloadIndex;
import dev.keywright.sync.FakeTargets;
import dev.keywright.sync.SyncFact;
import dev.keywright.sync.SyncFlow;
import dev.keywright.sync.SyncObserver;
import dev.keywright.sync.WriteOutcome;
import dev.keywright.testkit.FakeDirectory;
import dev.keywright.testkit.FakeProviderFactory;
import dev.keywright.testkit.FakeStore;
import dev.keywright.testkit.FakeSurroundings;
import dev.keywright.testkit.MutableClock;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whole looks: everything is real but the store, the writer of targets and the other concerns. */
@EnableKubernetesMockClient(crud = true)
@SuppressWarnings("NullAway.Init")
class PolicyFlowMockApiTest {
  private static final ObjectKey POLICY = new ObjectKey("shop", "orders");
  private static final SourceKey SOURCE =
      new SourceKey(
          StoreReference.namespaced("shop", "vault"),
          SecretPath.of("shop/db"),
          VersionSelector.current());
  private static final String EXTRACT =
      "storeRef: {name: vault}\ndata: [{key: password, from: {path: shop/db}}]\n";
  private static final String CONSUMED = EXTRACT + "consumers: {restart: Rolling}\n";
  private static final String ANNOTATION = "revision.keywright.dev/orders";

  KubernetesClient client;
  private final MutableClock clock = MutableClock.atNoon();
  private final FakeStore store = new FakeStore();
  private final FakeDirectory directory = new FakeDirectory();
  private final FakeTargets targets = new FakeTargets(clock);
  private final Rotation rotation = new Rotation();
  private final Trail trail = new Trail();
  private final List<SecretPolicyStatus> written = new ArrayList<>();
  private final SecretPolicy policy = new SecretPolicy();
  private StoreConnections connections;
  private SourceWatch watch;
  private WorkloadIndex index;
  private PolicyFlow flow;
  private boolean conflict;

  @BeforeEach
  void wire() throws Exception {
    connections =
        new StoreConnections(
            directory,
            new ProviderRegistry(List.of(new FakeProviderFactory("fake", store))),
            new FakeSurroundings(),
            clock);
    watch = new SourceWatch(connections, ignored -> {}, clock);
    connections.addListener(watch);
    directory.put(FakeDirectory.definition(SOURCE.store(), 1));
    store.put("shop/db", "1", "hunter2");
    policy.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("orders")
            .withUid("uid-policy")
            .withGeneration(1L)
            .withCreationTimestamp("2026-03-01T00:00:00Z")
            .build());
    spec(EXTRACT);
    index = new WorkloadIndex(client, List.of("shop"), (namespace, secrets) -> {});
    index.start().get(10, TimeUnit.SECONDS);
    flow =
        new PolicyFlow(
            new SyncObserver(
                targets, watch::health, (namespace, source) -> Optional.empty(), clock),
            new SyncFlow(
                new SharedFetcher(connections),
                targets,
                new Fingerprinter("k1", SecretMaterial.of(new byte[32])),
                new Random(5),
                clock),
            new PolicyFlow.Concerns(
                new PolicyRollout(index, new WorkloadPatcher(client)), rotation, trail),
            watch);
  }

  @AfterEach
  void close() {
    index.close();
    watch.stop();
    connections.close(Duration.ofSeconds(5));
  }

  @Test
  @DisplayName("S25 one look writes one status, the next one nothing")
  void writesOnce() {
    assertThat(look()).isEqualTo(Duration.ofMinutes(30));
    assertThat(written).hasSize(1);
    assertThat(status().observedGeneration()).isEqualTo(1);
    assertThat(target().name()).isEqualTo("orders");
    assertThat(status().conditions())
        .extracting(Condition::type)
        .containsExactly("Ready", "Synced", "Rotating");
    assertThat(status().rotation()).isEqualTo(rotation.status());
    assertThat(status().requests()).isEqualTo(new RequestsStatus(null, rotation.request()));
    assertThat(status().outbox()).hasSize(1);
    assertThat(status().auditSequence()).isEqualTo(1);
    look();
    assertThat(written).hasSize(1);
    assertThat(targets.writes()).hasSize(1);
    assertThat(store.count("read")).isEqualTo(1);
  }

  @Test
  @DisplayName("S25 a condition that rotation sets again at every look does not move")
  void keepsTheConditionsOfRotationStill() {
    rotation.isQuarantined = true;
    look();
    clock.advance(Duration.ofMinutes(5));
    rotation.now = clock.instant();
    look();
    assertThat(written).hasSize(1);
    assertThat(condition("Stalled")).isEqualTo("True RotationQuarantined");
  }

  @Test
  void submitsRecordsAndTellsRotationOnlyOnceStatusIsWritten() {
    conflict = true;
    assertThat(look()).isLessThan(Duration.ofSeconds(1));
    assertThat(trail.submitted).isEmpty();
    assertThat(rotation.told).isZero();
    assertThat(watch.health(POLICY)).isEmpty();
    conflict = false;
    look();
    assertThat(trail.submitted).containsExactly(1L);
    assertThat(rotation.told).isEqualTo(1);
    assertThat(watch.health(POLICY)).containsKey(SOURCE);
  }

  @Test
  @DisplayName("A5 a target written before a conflict is neither written again nor forgotten")
  void tellsAfterAConflictWhatItWroteBefore() {
    conflict = true;
    look();
    conflict = false;
    look();
    assertThat(revision()).isEqualTo(targets.writes().getFirst().revision().id());
    assertThat(targets.writes().getLast().revision())
        .isEqualTo(targets.writes().getFirst().revision());
    assertThat(trail.facts)
        .last()
        .isInstanceOfSatisfying(
            SyncFact.TargetWritten.class, fact -> assertThat(fact.isFoundLater()).isTrue());
  }

  @Test
  void looksAgainSoonWhenTheTargetChangedUnderIt() {
    targets.answer(Optional.of(new WriteOutcome.Retry("changed")));
    assertThat(look()).isEqualTo(Duration.ofSeconds(1));
    assertThat(written).isEmpty();
  }

  @Test
  void backsOffWhenKubernetesTakesNoWrites() {
    targets.answer(
        Optional.of(
            new WriteOutcome.Unavailable(new Diagnosis(Reason.ProviderUnavailable, "503"))));
    assertThat(look()).isEqualTo(Duration.ofSeconds(1));
    clock.advance(Duration.ofMinutes(10));
    assertThat(look()).isEqualTo(Duration.ofMinutes(1));
    assertThat(written).hasSize(1);
    targets.answer(Optional.empty());
    look();
    assertThat(condition("Ready")).isEqualTo("True Synced");
  }

  @Test
  @DisplayName("S42 S19 an outage leaves target and Ready alone and is told once")
  void survivesAnOutage() {
    look();
    store.fail(FailureKind.UNAVAILABLE);
    policy.getMetadata().setAnnotations(Map.of("keywright.dev/sync-requested-at", now()));
    look();
    assertThat(condition("Ready")).isEqualTo("True Synced");
    assertThat(condition("Synced")).isEqualTo("False ProviderUnavailable");
    assertThat(syncState()).isEqualTo(RequestState.Running);
    clock.advance(Duration.ofSeconds(61));
    look();
    assertThat(written).hasSize(2);
    store.answer();
    clock.advance(Duration.ofMinutes(2));
    look();
    assertThat(condition("Synced")).isEqualTo("True Synced");
    assertThat(syncState()).isEqualTo(RequestState.Done);
    assertThat(targets.writes()).hasSize(1);
  }

  @Test
  void tellsOfAPolicyThatLostItsSpec() {
    spec(CONSUMED);
    look();
    policy.setSpec(null);
    policy.getMetadata().setGeneration(2L);
    look();
    assertThat(condition("Ready")).isEqualTo("False InvalidSpec");
    assertThat(targets.writes()).hasSize(1);
    assertThat(watch.health(POLICY)).isEmpty();
  }

  @Test
  void watchesWhatThePolicyReads() {
    spec(EXTRACT + "refresh: {interval: 10s}\n");
    look();
    assertThat(watch.health(POLICY)).containsOnlyKeys(SOURCE);
    flow.forget(POLICY);
    assertThat(watch.health(POLICY)).isEmpty();
  }

  @Test
  void watchesUntilWhatIsReadOnceHasBeenRead() {
    spec(EXTRACT + "refresh: {mode: Once}\n");
    store.remove("shop/db");
    look();
    assertThat(watch.health(POLICY)).containsOnlyKeys(SOURCE);
    store.put("shop/db", "1", "hunter2");
    look();
    assertThat(condition("Ready")).isEqualTo("True Synced");
    assertThat(watch.health(POLICY)).isEmpty();
  }

  @Test
  void asksAgainWhenTheFirstOfItsPartsWants() {
    rotation.nextLook = Duration.ofSeconds(7);
    assertThat(look()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  @DisplayName(
      "a workload born while a slow write was under way is restarted, a younger one is not")
  void restartsWhoeverCanHaveTheOldValue() {
    spec(CONSUMED);
    look();
    assertThat(status().consumers()).isNull();
    Instant born = deploy("api");
    targets.onWrite(() -> clock.advance(Duration.ofSeconds(20)));
    clock.set(born.minusSeconds(22));
    change("2");
    look();
    assertThat(carried("api")).isEmpty();
    assertThat(status().changedTime()).isEqualTo(born.minusSeconds(1));
    assertThat(status().consumers())
        .extracting(ConsumerStatus::name, ConsumerStatus::revision)
        .containsExactly(tuple("api", null));
    clock.set(born.minusSeconds(21));
    change("3");
    look();
    String revision = revision();
    assertThat(carried("api")).isEqualTo(revision);
    assertThat(status().consumers())
        .extracting(ConsumerStatus::name, ConsumerStatus::revision)
        .containsExactly(tuple("api", revision));
  }

  @Test
  @DisplayName("S16 drift repair restarts nothing")
  void restartsNothingForARepair() {
    spec(CONSUMED);
    look();
    clock.set(deploy("api").plusSeconds(60));
    change("2");
    look();
    String revision = carried("api");
    assertThat(revision).isNotEmpty();
    await()
        .until(
            () -> index.using("shop", "orders").getFirst().revision(ANNOTATION), revision::equals);
    targets.edit(POLICY, new Fingerprint("k1", "e".repeat(32)));
    look();
    targets.delete(POLICY);
    look();
    assertThat(targets.writes()).hasSize(4);
    assertThat(carried("api")).isEqualTo(revision);
  }

  @Test
  void restartsNobodyIntoATargetThatIsGone() {
    spec(CONSUMED);
    look();
    clock.set(deploy("api").plusSeconds(60));
    change("2");
    look();
    forgetRestart("api");
    targets.delete(POLICY);
    store.fail(FailureKind.UNAVAILABLE);
    look();
    assertThat(condition("Ready")).isEqualTo("False TargetMissing");
    assertThat(carried("api")).isEmpty();
    assertThat(status().consumers()).extracting(ConsumerStatus::name).containsExactly("api");
    store.answer();
    clock.advance(Duration.ofMinutes(2));
    look();
    assertThat(carried("api")).isEqualTo(revision());
  }

  @Test
  @DisplayName("R15 lost status restarts nothing that came after the revision")
  void restartsNothingWhenStatusIsLost() {
    spec(CONSUMED);
    look();
    clock.set(deploy("api").minusSeconds(3));
    change("2");
    look();
    clock.advance(Duration.ofHours(1));
    String revision = revision();
    policy.setStatus(null);
    look();
    assertThat(revision()).isEqualTo(revision);
    assertThat(carried("api")).isEmpty();
  }

  @Test
  void restartsAfterACrashWhoWasOwedARestart() {
    spec(CONSUMED);
    look();
    clock.set(deploy("api").plusSeconds(60));
    change("2");
    conflict = true;
    look();
    forgetRestart("api");
    conflict = false;
    clock.advance(Duration.ofSeconds(30));
    look();
    assertThat(carried("api")).isEqualTo(revision());
    assertThat(targets.writes().get(1).revision().id()).isEqualTo(revision());
  }

  private Duration look() {
    return flow.look(
        policy,
        change -> {
          if (conflict) {
            return Optional.empty();
          }
          SecretPolicy next = change.apply(policy);
          written.add(next.getStatus());
          return Optional.of(next);
        });
  }

  /** The store has another value, and the next look is asked to see it. */
  private void change(String version) {
    store.put("shop/db", version, "value-" + version);
    policy.getMetadata().setAnnotations(Map.of("keywright.dev/sync-requested-at", now()));
  }

  private String now() {
    return clock.instant().toString();
  }

  private void spec(String yaml) {
    policy.setSpec(KubeClients.serialization().unmarshal(yaml, SecretPolicySpec.class));
  }

  private SecretPolicyStatus status() {
    return written.getLast();
  }

  private TargetStatus target() {
    return Objects.requireNonNull(status().target());
  }

  private String revision() {
    return Objects.requireNonNull(target().revision());
  }

  private RequestState syncState() {
    RequestStatus request = Objects.requireNonNull(status().requests()).sync();
    return Objects.requireNonNull(Objects.requireNonNull(request).state());
  }

  private String condition(String type) {
    Condition condition = ConditionSet.find(status().conditions(), type).orElseThrow();
    return condition.status() + " " + condition.reason();
  }

  /** Makes a workload that reads the target; returns when the API server says it was made. */
  private Instant deploy(String name) {
    String yaml =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {namespace: shop, name: %s}
        spec: {template: {spec: {containers: [{name: c, envFrom: [{secretRef: {name: orders}}]}]}}}
        """
            .formatted(name);
    Deployment made = client.resource(Serialization.<Deployment>unmarshal(yaml)).create();
    await()
        .until(
            () ->
                index.using("shop", "orders").stream()
                    .anyMatch(workload -> workload.id().name().equals(name)));
    return Instant.parse(made.getMetadata().getCreationTimestamp());
  }

  /** The workload is as it was before its restart. */
  private void forgetRestart(String name) {
    client
        .apps()
        .deployments()
        .inNamespace("shop")
        .withName(name)
        .edit(
            live -> {
              live.getSpec().getTemplate().setMetadata(null);
              return live;
            });
    await().until(() -> index.using("shop", "orders").getFirst().revisions().isEmpty());
  }

  private String carried(String deployment) {
    var meta =
        client
            .apps()
            .deployments()
            .inNamespace("shop")
            .withName(deployment)
            .get()
            .getSpec()
            .getTemplate()
            .getMetadata();
    return meta == null || meta.getAnnotations() == null
        ? ""
        : meta.getAnnotations().getOrDefault(ANNOTATION, "");
  }

  private static final class Rotation implements RotationConcern {
    private Duration nextLook = Duration.ofMinutes(30);
    private Instant now = Instant.EPOCH;
    private boolean isQuarantined;
    private int told;

    PolicyRotationStatus status() {
      return new PolicyRotationStatus(null, null, null, List.of("run-1"));
    }

    RequestStatus request() {
      return new RequestStatus("t", RequestState.Done, null, null, "run-1");
    }

    @Override
    public Part look(SecretPolicy policy, List<Condition> conditions) {
      List<Condition> with = new ArrayList<>(conditions);
      with.removeIf(condition -> condition.type().equals("Rotating"));
      with.add(new Condition("Rotating", "False", 1L, Instant.EPOCH, "Synced", "No run."));
      if (isQuarantined) {
        with.add(new Condition("Stalled", "True", 1L, now, "RotationQuarantined", "Look."));
      }
      return new Part(status(), request(), List.copyOf(with), nextLook);
    }

    @Override
    public void written(SecretPolicy policy) {
      told++;
    }
  }

  private static final class Trail implements PolicyTrail {
    private final List<SyncFact> facts = new ArrayList<>();
    private final List<Long> submitted = new ArrayList<>();

    @Override
    public Outbox append(SecretPolicy policy, List<SyncFact> more) {
      facts.addAll(more);
      SecretPolicyStatus status = policy.getStatus();
      List<OutboxItem> items =
          new ArrayList<>(status == null || status.outbox() == null ? List.of() : status.outbox());
      more.forEach(
          fact ->
              items.add(
                  new OutboxItem(
                      String.valueOf(items.size() + 1), (long) items.size() + 1, "x", null, null)));
      return new Outbox(items, items.size());
    }

    @Override
    public void submit(SecretPolicy policy, Outbox outbox) {
      if (submitted.isEmpty() || submitted.getLast() != outbox.sequence()) {
        submitted.add(outbox.sequence());
      }
    }
  }
}
