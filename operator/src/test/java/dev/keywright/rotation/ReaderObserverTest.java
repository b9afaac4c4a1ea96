package dev.keywright.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.RotationPhase;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.Revision;
import dev.keywright.core.RevisionCause;
import dev.keywright.kube.KubeClients;
import dev.keywright.rollout.Consumers;
import dev.keywright.rotation.RotationObservation.Reader;
import dev.keywright.testkit.MutableClock;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReaderObserverTest {
  private static final ObjectKey POLICY = new ObjectKey("shop", "orders-api");
  private static final String REVISION = "01jnmz0000bbbbbbbbbbbbbbbb";
  private static final Instant MADE = new Revision(REVISION).madeAt();

  private final ClusterInMemory cluster = new ClusterInMemory(MutableClock.atNoon());
  private final List<String> asked = new ArrayList<>();
  private Optional<KubernetesClientException> failure = Optional.empty();

  @ParameterizedTest
  @EnumSource(
      value = RotationPhase.class,
      names = {"Admitted", "Staged", "Verified", "Observed", "Done"})
  void nobodyIsLookedAtWhileNobodyIsWaitedFor(RotationPhase phase) {
    policy("consumers: {restart: Rolling}");
    status(target(RevisionCause.Rotated));

    assertThat(observe(phase)).isEmpty();
  }

  @Test
  void beforePublicationOnlyTargetsAreLookedAt() {
    policy("consumers: {restart: Rolling}");
    status(target(RevisionCause.Rotated));

    Reader reader = observe(RotationPhase.Committed).getFirst();

    assertThat(reader.shown()).contains(Scene.TWO);
    assertThat(reader.wanted()).isEqualTo(REVISION);
    assertThat(reader.restarts()).isTrue();
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "consumers: {restart: Rolling}, Rotated, true",
    "consumers: {restart: Never}, Rotated, false",
    "consumers: {restart: Rolling}, Created, false",
    "consumers: {restart: Rolling}, Adopted, false",
    "consumers: {restart: Rolling}, SourceChanged, true",
  })
  void consumersAreRestartedForNewContentOnly(
      String consumers, RevisionCause cause, boolean restarts) {
    policy(consumers);
    status(target(cause));

    observe(RotationPhase.Published);

    assertThat(asked)
        .containsExactly("shop/api-secret for orders-api since " + MADE + " " + restarts);
  }

  @Test
  void theTimeOfTheWriteCountsWhereItIsKnown() {
    policy("consumers: {restart: Rolling}");
    status(target(RevisionCause.Rotated) + ", changedTime: '2026-03-04T12:00:07Z'");

    observe(RotationPhase.Published);

    assertThat(asked).singleElement().asString().contains("since 2026-03-04T12:00:07Z");
  }

  @Test
  void aPolicyWithoutConsumersWaitsForNobody() {
    policy("");
    status(target(RevisionCause.Rotated));

    assertThat(observe(RotationPhase.Published).getFirst().wanted()).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void aPolicyThatHasNoTargetIsNotWaitedFor() {
    policy("consumers: {restart: Rolling}");
    status("observedGeneration: 1");

    assertThat(observe(RotationPhase.Published)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "", "observedGeneration: -1"})
  void aStatusThatIsNotFilledTellsNothing(String status) {
    policy("consumers: {restart: Rolling}");
    if (!status.equals("none")) {
      status(status);
    }

    assertThat(observe(RotationPhase.Published).getFirst().unknown())
        .contains("whose status is not filled yet");
  }

  @Test
  void podsThatCannotBeListedAreTold() {
    policy("consumers: {restart: Rolling}");
    status(target(RevisionCause.Rotated));
    failure = Optional.of(new KubernetesClientException("forbidden", 403, null));

    Reader reader = observe(RotationPhase.Published).getFirst();

    assertThat(reader.unknown().orElse(""))
        .contains("code 403", "rights of the operator's account");
    assertThat(reader.shown()).contains(Scene.TWO);
  }

  private List<Reader> observe(RotationPhase phase) {
    Consumers consumers =
        (namespace, secret, policy, revision, publishedAt, restart) -> {
          if (failure.isPresent()) {
            throw failure.get();
          }
          asked.add(
              "%s/%s for %s since %s %s"
                  .formatted(namespace, secret, policy, publishedAt, restart));
          return List.of();
        };
    RotationObservation run = Scene.at(phase).observed();
    return new ReaderObserver(cluster, consumers).observe(run.run(), run.journal());
  }

  private void policy(String more) {
    cluster.apply(
        """
        ---
        apiVersion: keywright.dev/v1alpha1
        kind: SecretPolicy
        metadata: {name: orders-api, namespace: shop}
        spec:
          storeRef: {name: vault}
          dataFrom: [{extract: {path: shop/orders-api}}]
          %s
        """
            .formatted(more));
  }

  private void status(String status) {
    cluster.writePolicyStatus(
        cluster.policyNamed(POLICY),
        KubeClients.serialization()
            .unmarshal("---\nstatus: {" + status + "}\n", SecretPolicy.class)
            .getStatus());
  }

  private static String target(RevisionCause cause) {
    return "observedGeneration: 1, target: {name: api-secret, revision: %s, cause: %s},"
            .formatted(REVISION, cause)
        + " sources: [{store: secstore/vault, path: shop/orders-api, version: '2'}]";
  }
}
