package dev.keywright.e2e.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keywright.api.ApiNames;
import dev.keywright.api.v1alpha1.RequestState;
import dev.keywright.api.v1alpha1.RequestStatus;
import dev.keywright.api.v1alpha1.RotationOutcome;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.e2e.junit.RealCluster;
import dev.keywright.e2e.junit.TestNamespace;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.vault.VaultApi;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@RealCluster(with = {Component.VAULT})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriftE2E {
  private static final String FORGED = "k00000000:" + "0".repeat(32);

  private final RealComponents real;
  private final String namespace;
  private VaultApi vault;
  private Scene scene;

  DriftE2E(RealComponents real, TestNamespace namespace) {
    this.real = real;
    this.namespace = namespace.name();
  }

  @BeforeAll
  void start(@TempDir Path folder) {
    vault = real.vaultApi();
    scene = new Scene(real, vault, namespace, folder);
    scene.store("vault", real.vault().address());
    scene.put("drift", Map.of("token", "t1"));
    scene.policy("drift", "storeRef: {name: vault}\ndataFrom: [{extract: {path: PATH/drift}}]");
    scene.awaitSynced("drift");
  }

  @AfterAll
  void stop() {
    scene.close();
    vault.close();
  }

  @ParameterizedTest(name = "S14 S15 {0}: is undone at once, as the same revision")
  @MethodSource
  void undoesEdits(String what, UnaryOperator<SecretBuilder> edit) {
    Secret good = scene.secrets("drift").get();
    scene.secrets("drift").edit(live -> edit.apply(new SecretBuilder(live)).build());
    await()
        .atMost(Scene.SOON)
        .untilAsserted(
            () -> {
              Secret live = scene.secrets("drift").get();
              assertThat(live.getData()).isEqualTo(good.getData());
              assertThat(live.getMetadata().getAnnotations())
                  .containsAllEntriesOf(good.getMetadata().getAnnotations());
              assertThat(live.getMetadata().getLabels())
                  .containsAllEntriesOf(good.getMetadata().getLabels());
              assertThat(live.getMetadata().getOwnerReferences())
                  .isEqualTo(good.getMetadata().getOwnerReferences());
            });
    scene.awaitSynced("drift");
    assertThat(scene.secrets("drift").get().getMetadata().getUid())
        .isEqualTo(good.getMetadata().getUid());
  }

  static Stream<Arguments> undoesEdits() {
    return Stream.of(
        edit("a changed value", it -> it.addToData("token", encode("forged"))),
        edit("an added key", it -> it.addToData("extra", encode("x"))),
        edit("a removed key", it -> it.withData(Map.of())),
        edit(
            "a changed value with the fingerprint of nobody",
            it ->
                it.addToData("token", encode("forged"))
                    .editMetadata()
                    .addToAnnotations(ApiNames.TARGET_FINGERPRINT, FORGED)
                    .endMetadata()),
        annotation("a forged fingerprint", ApiNames.TARGET_FINGERPRINT, FORGED),
        annotation("a forged revision", ApiNames.TARGET_REVISION, "01zzzzzzzzzzzzzzzzzzzzzzzz"),
        annotation("a forged version", ApiNames.TARGET_VERSION, "99"),
        annotation("a forged cause", ApiNames.TARGET_CAUSE, "Rotated"),
        annotation("a changed name of the policy", ApiNames.TARGET_POLICY, "other"),
        removed("a removed fingerprint", ApiNames.TARGET_FINGERPRINT),
        removed("a removed revision", ApiNames.TARGET_REVISION),
        removed("a removed version", ApiNames.TARGET_VERSION),
        removed("a removed name of the policy", ApiNames.TARGET_POLICY),
        edit(
            "a stripped label",
            it -> it.editMetadata().removeFromLabels(ApiNames.MANAGED_BY).endMetadata()),
        edit(
            "a changed label",
            it -> it.editMetadata().addToLabels(ApiNames.MANAGED_BY, "helm").endMetadata()),
        edit(
            "a removed owner reference",
            it -> it.editMetadata().withOwnerReferences(List.of()).endMetadata()));
  }

  @Test
  @DisplayName("S13 S16 a Secret deleted by hand is back at once, as the same revision")
  void comesBack(TestReporter reporter) {
    scene.put("deleted", Map.of("token", "t1"));
    scene.policy("deleted", "storeRef: {name: vault}\ndataFrom: [{extract: {path: PATH/deleted}}]");
    scene.awaitSynced("deleted");
    String revision = scene.revision("deleted");
    Instant deleted = Instant.now();
    scene.secrets("deleted").delete();
    await()
        .atMost(Scene.SOON)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> scene.revision("deleted"), revision::equals);
    reporter.publishEntry("back after", Duration.between(deleted, Instant.now()).toString());
    assertThat(scene.data("deleted")).isEqualTo(Map.of("token", "t1"));
  }

  @Test
  @DisplayName("S15 another type is told, since it cannot be undone in place, and not before")
  void tellsAnotherType() {
    scene.put("typed", Map.of("username", "u", "password", "p"));
    scene.policy("typed", "storeRef: {name: vault}\ndataFrom: [{extract: {path: PATH/typed}}]");
    scene.awaitSynced("typed");
    Secret good = scene.secrets("typed").get();
    scene.secrets("typed").delete();
    Secret other =
        new SecretBuilder(good)
            .withType("kubernetes.io/basic-auth")
            .editMetadata()
            .withUid(null)
            .withResourceVersion(null)
            .withCreationTimestamp(null)
            .withManagedFields(List.of())
            .endMetadata()
            .build();
    await()
        .atMost(Scene.SOON)
        .ignoreExceptions()
        .until(
            () -> {
              scene.secrets("typed").delete();
              scene.admin().resource(other).create();
              return true;
            });
    scene.await("typed", "Synced", "False RecreateHeld");
    assertThat(scene.condition("typed", "Synced").message())
        .contains("has type kubernetes.io/basic-auth and must have Opaque")
        .contains("Delete it by hand");
    assertThat(scene.brief("typed", "Ready")).isEqualTo("True Synced");
    scene.secrets("typed").delete();
    scene.awaitSynced("typed");
    assertThat(scene.secrets("typed").get().getType()).isEqualTo("Opaque");
    assertThat(scene.revision("typed"))
        .isEqualTo(good.getMetadata().getAnnotations().get(ApiNames.TARGET_REVISION));
  }

  @Test
  @DisplayName("S12 two policies on one target: the second reports a conflict, the first keeps it")
  void keepsTheTargetOfTheFirst() {
    scene.put("first", Map.of("token", "first"));
    scene.put("second", Map.of("token", "second"));
    scene.policy(
        "first",
        "storeRef: {name: vault}\ntarget: {name: shared}\ndataFrom: [{extract: {path: PATH/first}}]");
    scene.awaitSynced("first");
    String version = scene.secrets("shared").get().getMetadata().getResourceVersion();
    scene.policy(
        "second",
        "storeRef: {name: vault}\ntarget: {name: shared}\ndataFrom: [{extract: {path: PATH/second}}]");
    scene.await("second", "Ready", "False TargetConflict");
    assertThat(scene.brief("second", "Stalled")).isEqualTo("True TargetConflict");
    assertThat(scene.condition("second", "Ready").message())
        .contains("belongs to secpol/first")
        .contains("choose another target.name");
    assertThat(scene.secrets("shared").get().getMetadata().getResourceVersion()).isEqualTo(version);
    assertThat(scene.brief("first", "Ready")).isEqualTo("True Synced");
    scene.policies("first").delete();
    scene.awaitSynced("second");
    assertThat(scene.data("shared")).isEqualTo(Map.of("token", "second"));
  }

  @Test
  @DisplayName("S16 repair of a target that holds a generated value makes no new value and no run")
  void generatesNothingForARepair() {
    scene.put("made", Map.of("token", "t1"));
    scene.policy(
        "made",
        """
        storeRef: {name: vault}
        dataFrom: [{extract: {path: PATH/made}}]
        rotation: {driver: {valueOnly: {property: token, token: {bytes: 32}}}}
        consumers: {restart: Never}
        """);
    scene.awaitSynced("made");
    scene.annotate(
        "made",
        ApiNames.ROTATE_REQUESTED_AT,
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () -> {
              assertThat(scene.rotateRequest("made").map(RequestStatus::state))
                  .contains(RequestState.Done);
              assertThat(runs())
                  .singleElement()
                  .satisfies(
                      run -> assertThat(run.getStatus().outcome()).isEqualTo(RotationOutcome.Done));
            });
    Map<String, String> made = scene.data("made");
    String revision = scene.revision("made");
    assertThat(made.get("token")).isNotEqualTo("t1");
    scene
        .secrets("made")
        .edit(live -> new SecretBuilder(live).addToData("token", encode("edited")).build());
    await().atMost(Scene.SOON).until(() -> scene.data("made"), made::equals);
    scene.secrets("made").delete();
    await().atMost(Scene.SOON).until(() -> scene.data("made"), made::equals);
    scene.awaitSynced("made");
    assertThat(scene.revision("made")).isEqualTo(revision);
    assertThat(runs()).hasSize(1);
    assertThat(
            vault
                .read("secret/metadata/" + namespace + "/made")
                .findValue("current_version")
                .asInt())
        .isEqualTo(2);
  }

  private List<SecretRotation> runs() {
    return scene.admin().resources(SecretRotation.class).inNamespace(namespace).list().getItems();
  }

  private static Arguments edit(String what, UnaryOperator<SecretBuilder> edit) {
    return Arguments.of(what, edit);
  }

  private static Arguments annotation(String what, String name, String value) {
    return edit(what, it -> it.editMetadata().addToAnnotations(name, value).endMetadata());
  }

  private static Arguments removed(String what, String name) {
    return edit(what, it -> it.editMetadata().removeFromAnnotations(name).endMetadata());
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
