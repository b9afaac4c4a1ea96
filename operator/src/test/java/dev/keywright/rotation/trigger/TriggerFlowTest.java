package dev.keywright.rotation.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.ApiNames;
import dev.keywright.api.v1alpha1.PolicyRef;
import dev.keywright.api.v1alpha1.PolicyRotationStatus;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.api.v1alpha1.SecretRotationSpec;
import dev.keywright.api.v1alpha1.SourceStatus;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.Reason;
import dev.keywright.rotation.ClusterInMemory;
import dev.keywright.rotation.DriverCatalog;
import dev.keywright.rotation.RotationSettingsReader;
import dev.keywright.rotation.driver.spi.DriverEnvironment;
import dev.keywright.rotation.driver.valueonly.ValueOnlyDriverFactory;
import dev.keywright.testkit.MutableClock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TriggerFlowTest {
  private static final ObjectKey POLICY = new ObjectKey("shop", "orders-api");
  private static final String TOKEN = "2026-03-04T12:00:00Z";

  private final MutableClock clock = MutableClock.atNoon();
  private final ClusterInMemory cluster = new ClusterInMemory(clock);
  private final TriggerFlow flow =
      new TriggerFlow(
          cluster,
          new RotationSettingsReader(
              new DriverCatalog(
                  List.of(new ValueOnlyDriverFactory()), new DriverEnvironment(new Random(1)))),
          clock);

  @Test
  void aRequestBecomesARunThatSaysWhoAskedAndWhy() {
    apply("orders-api", "");
    ask("seen in a log", "alice");

    look();

    SecretRotation run = onlyRun();
    assertThat(run.getSpec())
        .isEqualTo(
            new SecretRotationSpec(
                new PolicyRef("orders-api"), "seen in a log", "alice", "request:" + TOKEN));
    assertThat(run.getMetadata().getName()).startsWith("orders-api-");
    assertThat(run.getMetadata().getLabels())
        .containsEntry(ApiNames.ROTATION_POLICY_LABEL, "orders-api");
  }

  @Test
  void whoAskedForSomethingElseBeforeIsNotNamedByASlot() {
    apply("orders-api", "schedule: '0 12 * * *', jitter: 0s,");
    clock.set(Instant.parse("2026-03-05T12:00:00Z"));
    cluster.annotate(POLICY, ApiNames.ROTATE_REASON, "seen in a log");
    cluster.annotate(POLICY, ApiNames.ROTATE_REQUESTED_BY, "alice");

    look();

    assertThat(onlyRun().getSpec())
        .isEqualTo(
            new SecretRotationSpec(
                new PolicyRef("orders-api"), null, null, "slot:2026-03-05T12:00"));
  }

  @Test
  void longTextsAreCutToWhatARunMayHold() {
    apply("orders-api", "");
    ask("x".repeat(1023) + "\uD83D\uDD11", "y".repeat(300));

    look();

    assertThat(onlyRun().getSpec().reason()).isEqualTo("x".repeat(1023));
    assertThat(onlyRun().getSpec().requestedBy()).isEqualTo("y".repeat(253));
  }

  @Test
  void theLabelOfALongNameIsAValidOne() {
    String name = "a".repeat(62) + "." + "b".repeat(50);
    apply(name, "");
    cluster.annotate(new ObjectKey("shop", name), ApiNames.ROTATE_REQUESTED_AT, TOKEN);

    flow.look(cluster.policyNamed(new ObjectKey("shop", name)));

    assertThat(onlyRun().getMetadata().getLabels())
        .containsEntry(ApiNames.ROTATION_POLICY_LABEL, "a".repeat(62));
  }

  @Test
  void aRefusedCreationIsTold() {
    apply("orders-api", "");
    ask("why", "alice");
    cluster.refuseCreations(new Diagnosis(Reason.RotationFailed, "See the rights."));

    TriggerPlan plan = look();

    assertThat(plan.standing()).isEqualTo(new TriggerPlan.Standing.Blocked("See the rights."));
    cluster.refuseCreations(null);
    look();
    assertThat(cluster.runs()).hasSize(1);
  }

  @Test
  void aRunThatExistsAlreadyIsLeftAsItIs() {
    apply("orders-api", "");
    ask("why", "alice");
    look();
    String version = onlyRun().getMetadata().getResourceVersion();

    look();

    assertThat(onlyRun().getMetadata().getResourceVersion()).isEqualTo(version);
  }

  @Test
  void theAgeOfAValueIsThatOfTheRotatedObject() {
    apply("orders-api", "every: 10d, path: shop/orders,");
    Instant made = Instant.parse("2026-03-01T00:00:00Z");
    SecretPolicy policy = cluster.policyNamed(POLICY);
    cluster.writePolicyStatus(
        policy,
        statusWith(
            new SourceStatus("secstore/other", "shop/orders", "1", "Synced", Instant.EPOCH),
            new SourceStatus("secstore/vault", "shop/else", "1", "Synced", Instant.EPOCH),
            new SourceStatus("secstore/vault", "shop/orders", "1", "Synced", made)));

    TriggerPlan plan = look();

    assertThat(plan.start()).isEmpty();
    assertThat(plan.status())
        .isNotNull()
        .extracting(PolicyRotationStatus::nextRotationTime)
        .hasToString("2026-03-11T00:00:00Z");
  }

  private static SecretPolicyStatus statusWith(SourceStatus... rows) {
    return new SecretPolicyStatus(
        1L, null, null, null, null, null, List.of(rows), null, null, null, null, null);
  }

  private void apply(String name, String rotation) {
    cluster.apply(
        """
        ---
        apiVersion: keywright.dev/v1alpha1
        kind: SecretPolicy
        metadata: {name: %s, namespace: shop}
        spec:
          storeRef: {name: vault}
          dataFrom: [{extract: {path: shop/orders}}]
          rotation: {%s driver: {valueOnly: {property: token, token: {}}}}
          consumers: {restart: Rolling}
        """
            .formatted(name, rotation));
  }

  private void ask(String reason, String actor) {
    cluster.annotate(POLICY, ApiNames.ROTATE_REASON, reason);
    cluster.annotate(POLICY, ApiNames.ROTATE_REQUESTED_BY, actor);
    cluster.annotate(POLICY, ApiNames.ROTATE_REQUESTED_AT, TOKEN);
  }

  private TriggerPlan look() {
    return flow.look(cluster.policyNamed(POLICY));
  }

  private SecretRotation onlyRun() {
    assertThat(cluster.runs()).hasSize(1);
    return cluster.runs().getFirst();
  }
}
