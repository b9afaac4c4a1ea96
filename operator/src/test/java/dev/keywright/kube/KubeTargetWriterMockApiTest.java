package dev.keywright.kube;

import static dev.keywright.kube.Targets.R1;
import static dev.keywright.kube.Targets.R2;
import static dev.keywright.kube.Targets.READER;
import static dev.keywright.kube.Targets.TARGET;
import static dev.keywright.kube.Targets.UID;
import static dev.keywright.kube.Targets.owner;
import static dev.keywright.kube.Targets.write;
import static dev.keywright.kube.Targets.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.keywright.api.v1alpha1.Adopt;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.Reason;
import dev.keywright.core.SecretMaterial;
import dev.keywright.sync.DesiredTarget;
import dev.keywright.sync.LiveTarget;
import dev.keywright.sync.TargetWrite;
import dev.keywright.sync.WriteOutcome;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init")
class KubeTargetWriterMockApiTest {
  private static final String ALL = "/api/v1/namespaces/shop/secrets";
  private static final String ONE = ALL + "/orders";
  private static final Optional<Instant> ACCEPTED = Optional.of(Instant.parse(Targets.WRITTEN));

  KubernetesMockServer server;
  KubernetesClient client;
  private TargetCache cache;
  private KubeTargetWriter writer;

  @BeforeEach
  void wire() {
    client.getConfiguration().setRequestRetryBackoffLimit(0);
    cache = new TargetCache(READER, new NothingSeen(), secret -> {});
    writer = new KubeTargetWriter(client, READER, cache);
  }

  @Test
  void createsByOnePost() throws Exception {
    server.expect().post().withPath(ALL).andReturn(201, written(R1, "hunter2")).once();
    assertThat(writer.write(write(R1, "hunter2"), Optional.empty()))
        .isEqualTo(new WriteOutcome.Created(ACCEPTED));
    Secret sent = sent(server.takeRequest());
    assertThat(sent.getData()).isEqualTo(Map.of("password", "aHVudGVyMg=="));
    assertThat(sent.getMetadata().getLabels())
        .isEqualTo(Map.of("app.kubernetes.io/managed-by", "keywright"));
    assertThat(sent.getMetadata().getAnnotations())
        .containsOnlyKeys(
            "keywright.dev/policy",
            "keywright.dev/revision",
            "keywright.dev/version",
            "keywright.dev/fingerprint",
            "keywright.dev/cause");
    assertThat(sent.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(
            owner -> {
              assertThat(owner.getUid()).isEqualTo(UID);
              assertThat(owner.getController()).isTrue();
            });
    assertThat(server.getRequestCount()).isEqualTo(1);
    assertThat(cache.find(TARGET, "orders", UID)).map(LiveTarget::isIntact).contains(true);
  }

  @Test
  void updatesByOnePutInTheObservedState() throws Exception {
    LiveTarget live = known(written(R1, "hunter2"));
    server.expect().put().withPath(ONE).andReturn(200, at("42", written(R2, "hunter3"))).once();
    assertThat(writer.write(write(R2, "hunter3"), Optional.of(live)))
        .isEqualTo(new WriteOutcome.Updated(ACCEPTED));
    assertThat(server.getRequestCount()).isEqualTo(1);
    RecordedRequest request = server.takeRequest();
    Secret sent = sent(request);
    assertThat(sent.getMetadata().getResourceVersion()).isEqualTo("41");
    assertThat(sent.getMetadata().getUid()).isEqualTo("uid-secret");
    assertThat(sent.getData()).isEqualTo(Map.of("password", "aHVudGVyMw=="));
    assertThat(sent.getMetadata().getLabels()).containsEntry("team", "shop");
    assertThat(sent.getMetadata().getAnnotations())
        .containsEntry("example.com/note", "theirs")
        .containsEntry("keywright.dev/revision", R2.id())
        .allSatisfy((name, value) -> assertThat(name).doesNotContain("cache."));
    // An empty list would make the API server forget the managers.
    assertThat(request.getUtf8Body()).doesNotContain("managedFields");
  }

  @Test
  @DisplayName("S25 nothing is sent when everything is as wanted")
  void sendsNothingWhenAllIsAsWanted() {
    LiveTarget live = known(written(R1, "hunter2"));
    assertThat(writer.write(write(R1, "hunter2"), Optional.of(live)))
        .isEqualTo(new WriteOutcome.Unchanged());
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void takesAnObservationThatIsOutOfDateForWhatItIs() {
    LiveTarget live = known(written(R1, "hunter2"));
    cache.remember(at("43", written(R1, "edited")));
    assertThat(writer.write(write(R2, "hunter3"), Optional.of(live)))
        .isInstanceOf(WriteOutcome.Retry.class);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void readsBeforeItUpdatesWhatTheCacheCannotHold() throws Exception {
    String name = "kubectl.kubernetes.io/last-applied-configuration";
    Secret applied = annotated(written(R1, "hunter2"), name, "{\"data\":{}}");
    LiveTarget live = known(applied);
    server.expect().get().withPath(ONE).andReturn(200, applied).once();
    server.expect().put().withPath(ONE).andReturn(200, at("42", written(R2, "hunter3"))).once();
    assertThat(writer.write(write(R2, "hunter3"), Optional.of(live)))
        .isInstanceOf(WriteOutcome.Updated.class);
    server.takeRequest();
    assertThat(sent(server.takeRequest()).getMetadata().getAnnotations())
        .containsEntry(name, "{\"data\":{}}");
    server.expect().get().withPath(ONE).andReturn(200, at("50", applied)).once();
    LiveTarget again = known(at("44", applied));
    assertThat(writer.write(write(R1, "hunter4"), Optional.of(again)))
        .isInstanceOf(WriteOutcome.Retry.class);
  }

  @Test
  @DisplayName("S15 a target whose label was taken away gets it back")
  void findsATargetWithoutItsLabel() throws Exception {
    Secret stripped =
        new SecretBuilder(written(R1, "hunter2"))
            .editMetadata()
            .removeFromLabels("app.kubernetes.io/managed-by")
            .endMetadata()
            .build();
    server.expect().post().withPath(ALL).andReturn(409, status(409)).once();
    server.expect().get().withPath(ONE).andReturn(200, stripped).once();
    server.expect().put().withPath(ONE).andReturn(200, at("42", written(R1, "hunter2"))).once();
    assertThat(writer.write(write(R1, "hunter2"), Optional.empty()))
        .isInstanceOf(WriteOutcome.Updated.class);
    List<RecordedRequest> requests = requests();
    assertThat(sent(requests.get(2)).getMetadata().getLabels())
        .containsEntry("app.kubernetes.io/managed-by", "keywright")
        .containsEntry("team", "shop");
  }

  @Test
  void findsItsOwnCreateAfterALostReply() throws Exception {
    server.expect().post().withPath(ALL).andReturn(409, status(409)).once();
    server.expect().get().withPath(ONE).andReturn(200, written(R1, "hunter2")).once();
    assertThat(writer.write(write(R1, "hunter2"), Optional.empty()))
        .isEqualTo(new WriteOutcome.Created(ACCEPTED));
    assertThat(server.getRequestCount()).isEqualTo(2);
    assertThat(cache.find(TARGET, "orders", UID)).isPresent();
  }

  @Test
  void looksAgainWhenTheOtherSecretIsGone() {
    server.expect().post().withPath(ALL).andReturn(409, status(409)).once();
    server.expect().get().withPath(ONE).andReturn(404, status(404)).once();
    assertThat(writer.write(write(R1, "hunter2"), Optional.empty()))
        .isInstanceOf(WriteOutcome.Retry.class);
  }

  @Test
  @DisplayName("S12 a Secret of somebody else is left alone, and its owner named")
  void leavesForeignSecrets() {
    Secret foreign =
        new SecretBuilder(written(R1, "hunter2"))
            .editMetadata()
            .withOwnerReferences(owner("SecretPolicy", "other", "uid-other"))
            .endMetadata()
            .build();
    for (Optional<LiveTarget> observed :
        List.of(Optional.<LiveTarget>empty(), Optional.of(known(foreign)))) {
      server.expect().post().withPath(ALL).andReturn(409, status(409)).once();
      server.expect().get().withPath(ONE).andReturn(200, foreign).once();
      assertThat(refused(writer.write(write(R1, "hunter2"), observed), Reason.TargetConflict))
          .isEqualTo(
              "Secret orders exists and belongs to secpol/other: delete it, choose another"
                  + " target.name, or set target.adopt: IfSame if it holds the same values.");
      server.reset();
    }
  }

  @Test
  @DisplayName("S46 IfSame takes over what is the same and names the keys that differ")
  void adoptsWhatIsTheSame() throws Exception {
    Secret same = foreign(Map.of("password", "aHVudGVyMg=="));
    server.expect().post().withPath(ALL).andReturn(409, status(409)).once();
    server.expect().get().withPath(ONE).andReturn(200, same).once();
    server.expect().put().withPath(ONE).andReturn(200, at("42", written(R1, "hunter2"))).once();
    assertThat(writer.write(write(R1, "hunter2", Adopt.IfSame), Optional.empty()))
        .isEqualTo(new WriteOutcome.Adopted());
    Secret sent = sent(requests().get(2));
    assertThat(sent.getData()).isEqualTo(same.getData());
    assertThat(sent.getMetadata().getOwnerReferences())
        .extracting("uid", "controller")
        .containsExactly(tuple("uid-map", null), tuple(UID, true));
    server.reset();
    Secret other = foreign(Map.of("password", "b3RoZXI=", "extra", "eA=="));
    server.expect().post().withPath(ALL).andReturn(409, status(409)).once();
    server.expect().get().withPath(ONE).andReturn(200, other).once();
    assertThat(
            refused(
                writer.write(write(R1, "hunter2", Adopt.IfSame), Optional.empty()),
                Reason.TargetConflict))
        .contains("differs from what would be written in key password, key extra;")
        .doesNotContain("hunter2");
  }

  @Test
  void replacesTheOwnerReferenceOfAnEarlierLife() throws Exception {
    LiveTarget live =
        known(
            new SecretBuilder(written(R1, "hunter2"))
                .editMetadata()
                .withOwnerReferences(owner("SecretPolicy", "orders", "uid-earlier"))
                .endMetadata()
                .build());
    server.expect().put().withPath(ONE).andReturn(200, at("42", written(R1, "hunter2"))).once();
    assertThat(writer.write(write(R1, "hunter2"), Optional.of(live)))
        .isInstanceOf(WriteOutcome.Updated.class);
    assertThat(sent(server.takeRequest()).getMetadata().getOwnerReferences())
        .extracting("uid")
        .containsExactly(UID);
  }

  @Test
  void namesTheRunOnlyWhileItsValueIsShown() throws Exception {
    Secret rotated = annotated(written(R1, "hunter2"), "keywright.dev/rotation", "run-1");
    server.expect().put().withPath(ONE).andReturn(200, at("42", rotated)).times(2);
    TargetWrite newer = write(R2, "hunter3");
    writer.write(newer, Optional.of(known(rotated)));
    assertThat(sent(server.takeRequest()).getMetadata().getAnnotations())
        .doesNotContainKey("keywright.dev/rotation");
    LiveTarget edited = known(new SecretBuilder(rotated).addToData("x", "eA==").build());
    writer.write(write(R1, "hunter2"), Optional.of(edited));
    assertThat(sent(server.takeRequest()).getMetadata().getAnnotations())
        .containsEntry("keywright.dev/rotation", "run-1");
  }

  @Test
  @DisplayName("S20 what Kubernetes only allows by delete and create is held, and nothing is sent")
  void holdsWhatCannotBeChangedInPlace() {
    TargetWrite base = write(R2, "hunter3");
    TargetWrite typed =
        new TargetWrite(
            base.policy(),
            base.policyUid(),
            new DesiredTarget(
                "orders",
                "kubernetes.io/basic-auth",
                Map.of("password", SecretMaterial.ofUtf8("x"))),
            base.revision(),
            base.cause(),
            base.fingerprint(),
            base.version(),
            base.rotation(),
            base.adopt());
    LiveTarget live = known(written(R1, "hunter2"));
    assertThat(refused(writer.write(typed, Optional.of(live)), Reason.RecreateHeld))
        .isEqualTo(
            "Secret orders has type Opaque and must have kubernetes.io/basic-auth, which Kubernetes"
                + " allows only by delete and create. Delete it by hand; it is made again at once.");
    LiveTarget immutable =
        known(new SecretBuilder(written(R1, "hunter2")).withImmutable(true).build());
    assertThat(refused(writer.write(base, Optional.of(immutable)), Reason.RecreateHeld))
        .startsWith("Secret orders is immutable.");
    assertThat(server.getRequestCount()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "401, AccessDenied",
    "403, AccessDenied",
    "400, InvalidSpec",
    "422, InvalidSpec",
    "413, TargetTooLarge",
  })
  void namesWhatKubernetesRefuses(int code, Reason reason) {
    server.expect().post().withPath(ALL).andReturn(code, status(code)).once();
    assertThat(refused(writer.write(write(R1, "hunter2"), Optional.empty()), reason))
        .contains("Secret orders")
        .doesNotContain("hunter2")
        .doesNotContain("foreign words");
  }

  @ParameterizedTest
  @CsvSource({"404", "409"})
  void looksAgainWhenTheTargetChanged(int code) {
    LiveTarget live = known(written(R1, "hunter2"));
    server.expect().put().withPath(ONE).andReturn(code, status(code)).once();
    assertThat(writer.write(write(R2, "hunter3"), Optional.of(live)))
        .isInstanceOf(WriteOutcome.Retry.class);
    assertThat(cache.find(TARGET, "orders", UID)).contains(live);
  }

  @ParameterizedTest
  @CsvSource({"429", "500", "503", "504"})
  void triesAgainLaterWhenKubernetesDoesNotTakeIt(int code) {
    server.expect().post().withPath(ALL).andReturn(code, status(code)).once();
    assertThat(writer.write(write(R1, "hunter2"), Optional.empty()))
        .isInstanceOfSatisfying(
            WriteOutcome.Unavailable.class,
            outcome -> {
              assertThat(outcome.diagnosis().reason()).isEqualTo(Reason.ProviderUnavailable);
              assertThat(outcome.diagnosis().message())
                  .startsWith("Kubernetes does not take the write of Secret orders now")
                  .contains(String.valueOf(code));
            });
  }

  @Test
  @DisplayName("S23 a namespace that is being deleted is no trouble to tell of")
  void isQuietInANamespaceThatGoes() {
    Status terminating =
        new StatusBuilder(status(403))
            .withNewDetails()
            .addNewCause(
                "metadata.namespace", "namespace shop is being terminated", "NamespaceTerminating")
            .endDetails()
            .build();
    server.expect().post().withPath(ALL).andReturn(403, terminating).once();
    assertThat(writer.write(write(R1, "hunter2"), Optional.empty()))
        .isEqualTo(new WriteOutcome.Retry("the namespace is being deleted"));
  }

  private LiveTarget known(Secret secret) {
    cache.remember(secret);
    return cache.find(TARGET, "orders", UID).orElseThrow();
  }

  private List<RecordedRequest> requests() throws InterruptedException {
    List<RecordedRequest> requests = new ArrayList<>();
    int count = server.getRequestCount();
    for (int i = 0; i < count; i++) {
      requests.add(server.takeRequest());
    }
    return requests;
  }

  private static Secret sent(RecordedRequest request) {
    return Serialization.unmarshal(request.getUtf8Body(), Secret.class);
  }

  private static String refused(WriteOutcome outcome, Reason reason) {
    assertThat(outcome).isInstanceOf(WriteOutcome.Refused.class);
    WriteOutcome.Refused refused = (WriteOutcome.Refused) outcome;
    assertThat(refused.diagnosis().reason()).isEqualTo(reason);
    return refused.diagnosis().message();
  }

  private static Secret at(String version, Secret secret) {
    return new SecretBuilder(secret)
        .editMetadata()
        .withResourceVersion(version)
        .endMetadata()
        .build();
  }

  private static Secret annotated(Secret secret, String name, String value) {
    return new SecretBuilder(secret)
        .editMetadata()
        .addToAnnotations(name, value)
        .endMetadata()
        .build();
  }

  private static Secret foreign(Map<String, String> data) {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace("shop")
        .withName("orders")
        .withUid("uid-secret")
        .withResourceVersion("41")
        .withOwnerReferences(owner("ConfigMap", "theirs", "uid-map"))
        .endMetadata()
        .withType("Opaque")
        .withData(data)
        .build();
  }

  private static Status status(int code) {
    return new StatusBuilder().withCode(code).withMessage("foreign words about hunter2").build();
  }

  private static final class NothingSeen implements InformedObjects<Secret> {
    @Override
    public Optional<Secret> find(ObjectKey key) {
      return Optional.empty();
    }

    @Override
    public boolean hasReached(ObjectKey key, String resourceVersion) {
      return false;
    }
  }
}
