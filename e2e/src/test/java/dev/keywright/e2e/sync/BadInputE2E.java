package dev.keywright.e2e.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.keywright.api.ApiNames;
import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.api.v1alpha1.RequestState;
import dev.keywright.api.v1alpha1.RequestStatus;
import dev.keywright.e2e.junit.RealCluster;
import dev.keywright.e2e.junit.TestNamespace;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.vault.VaultApi;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that a user can get wrong: each has its reason and the way out, and a target that was
 * good before is not touched.
 */
@RealCluster(with = {Component.VAULT})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputE2E {
  private final RealComponents real;
  private final String namespace;
  private VaultApi vault;
  private Scene scene;

  BadInputE2E(RealComponents real, TestNamespace namespace) {
    this.real = real;
    this.namespace = namespace.name();
  }

  @BeforeAll
  void start(@TempDir Path folder) {
    vault = real.vaultApi();
    scene = new Scene(real, vault, namespace, folder);
    scene.store("vault", real.vault().address());
    scene.put("app", Map.of("token", "t1", "a b", "illegal", "text", "plain text!"));
  }

  @AfterAll
  void stop() {
    scene.close();
    vault.close();
  }

  @ParameterizedTest(name = "a spec with {0} is told as {2}, and the target stays")
  @MethodSource
  void badSpec(String what, String spec, String reason, String message) {
    String name = "spec-" + what.replace(' ', '-');
    Secret good = good(name);
    scene.policy(name, spec);
    Condition ready = scene.await(name, "Ready", "False " + reason);
    assertThat(ready.message()).contains(message.replace("PATH", namespace));
    assertThat(scene.brief(name, "Synced")).isEqualTo("False " + reason);
    assertThat(scene.brief(name, "Stalled")).isEqualTo("True " + reason);
    assertUntouched(good);
    restore(name);
  }

  static Stream<Arguments> badSpec() {
    return Stream.of(
        Arguments.of(
            "an unknown store",
            "storeRef: {name: nowhere}\ndataFrom: [{extract: {path: PATH/app}}]",
            "StoreNotFound",
            "secstore/nowhere"),
        Arguments.of(
            "an unknown path",
            "storeRef: {name: vault}\ndataFrom: [{extract: {path: PATH/none}}]",
            "PathNotFound",
            "PATH/none"),
        Arguments.of(
            "an unknown property",
            "storeRef: {name: vault}\ndata: [{key: k, from: {path: PATH/app, property: nope}}]",
            "PropertyNotFound",
            "PATH/app has no property \"nope\", which key \"k\" needs."),
        Arguments.of(
            "an illegal key in the source",
            "storeRef: {name: vault}\ndataFrom: [{extract: {path: PATH/app}}]",
            "InvalidSpec",
            "Property \"a b\" of PATH/app cannot be a key of a Secret"),
        Arguments.of(
            "a value that is not encoded",
            "storeRef: {name: vault}\n"
                + "data: [{key: k, from: {path: PATH/app, property: text, decode: Base64}}]",
            "InvalidSpec",
            "Property \"text\" of PATH/app is not Base64. Set decode"),
        Arguments.of(
            "text to extract from",
            "storeRef: {name: vault}\ndataFrom: [{extract: {path: PATH/app, property: text}}]",
            "PropertyNotFound",
            "PATH/app has no object \"text\" to extract."),
        Arguments.of(
            "staleness of what is read once",
            "storeRef: {name: vault}\nrefresh: {mode: Once, maxStaleness: 1h}\n"
                + "dataFrom: [{extract: {path: PATH/app}}]",
            "InvalidSpec",
            "Remove one of the two"));
  }

  @ParameterizedTest(name = "{0} is refused when it is applied, with the way out")
  @MethodSource
  void refusedAtOnce(String what, String spec, String message) {
    String name = "refused-" + Integer.toUnsignedString(what.hashCode(), 36);
    Secret good = good(name);
    assertThatThrownBy(() -> scene.policy(name, spec))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            refusal -> {
              assertThat(refusal.getCode()).isEqualTo(422);
              assertThat(refusal.getMessage()).contains(message);
            });
    assertUntouched(good);
  }

  static Stream<Arguments> refusedAtOnce() {
    String source = "dataFrom: [{extract: {path: PATH/app}}]\n";
    return Stream.of(
        Arguments.of("a policy that names no store", source, "must have storeRef"),
        Arguments.of("a policy without a source", "storeRef: {name: vault}", "data or dataFrom"),
        Arguments.of(
            "a source without a path",
            "storeRef: {name: vault}\ndata: [{key: k, from: {property: token}}]",
            "spec.data[0].from.path: Required value"),
        Arguments.of(
            "an illegal key",
            "storeRef: {name: vault}\ndata: [{key: a b, from: {path: PATH/app}}]",
            "spec.data[0].key"),
        Arguments.of(
            "a path that walks out",
            "storeRef: {name: vault}\ndataFrom: [{extract: {path: ../app}}]",
            "spec.dataFrom[0].extract.path"),
        Arguments.of(
            "a malformed interval",
            "storeRef: {name: vault}\nrefresh: {interval: soon}\n" + source,
            "spec.refresh.interval"),
        Arguments.of(
            "a malformed staleness",
            "storeRef: {name: vault}\nrefresh: {maxStaleness: 1 day}\n" + source,
            "spec.refresh.maxStaleness"),
        Arguments.of(
            "a type with rights in the cluster",
            "storeRef: {name: vault}\ntarget: {type: kubernetes.io/service-account-token}\n"
                + source,
            "gives rights in the cluster itself"));
  }

  @Test
  @DisplayName("two provider blocks in a store are refused when they are applied")
  void refusesTwoProviders() {
    assertThatThrownBy(
            () ->
                scene.apply(
                    """
                    apiVersion: keywright.dev/v1alpha1
                    kind: SecretStore
                    metadata: {name: two}
                    spec:
                      provider:
                        vault: {address: "http://127.0.0.1:1", mount: m, auth: {token: {secretRef: {name: t, key: k}}}}
                        kubernetes: {namespace: other, serviceAccountRef: {name: reader}}
                    """))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            refusal -> assertThat(refusal.getMessage()).contains("exactly one"));
  }

  @Test
  @DisplayName("a store with a wrong address is told on the store and its policy, the target stays")
  void wrongAddress() {
    badStore(
        "wrong-address",
        "Unknown ProviderUnavailable",
        "False ProviderUnavailable",
        "check spec.provider.vault.address",
        name -> scene.store(name, "http://127.0.0.1:1"));
  }

  @Test
  @DisplayName("a store with a wrong token is told on the store and its policy, the target stays")
  void wrongToken() {
    scene.secretOf("wrong", Map.of("token", "hvs.wrong"));
    badStore(
        "wrong-token",
        "False AccessDenied",
        "False AccessDenied",
        "does not accept the token",
        name ->
            scene.store(
                name,
                real.vault().address(),
                "auth: {token: {secretRef: {name: wrong, key: token}}}",
                "2s"));
  }

  @Test
  @DisplayName("a store with a wrong CA is told on the store and its policy, the target stays")
  void wrongCa() {
    String ca = SelfSigned.make().certificate().replace("\n", "\\n");
    badStore(
        "wrong-ca",
        "Unknown ProviderUnavailable",
        "False ProviderUnavailable",
        "is not trusted; check spec.provider.vault.ca",
        name ->
            scene.store(
                name,
                real.controlPlane().url(),
                "ca: {inline: \"%s\"}, auth: {token: {secretRef: {name: vault-token, key: token}}}"
                    .formatted(ca),
                "2s"));
  }

  /** Makes a policy good on a store of its own, breaks the store, and mends it. */
  private void badStore(
      String name, String store, String synced, String message, Consumer<String> breaking) {
    scene.store(name, real.vault().address());
    scene.awaitStore(name, "True StoreReady");
    scene.policy(
        name,
        """
        storeRef: {name: %s}
        refresh: {interval: 1s}
        data: [{key: token, from: {path: PATH/app, property: token}}]
        """
            .formatted(name));
    scene.awaitSynced(name);
    Secret good = scene.secrets(name).get();
    Condition before = scene.condition(name, "Ready");
    breaking.accept(name);
    assertThat(scene.awaitStore(name, store).message()).contains(message).doesNotContain("hvs.");
    Condition told = scene.await(name, "Synced", synced);
    assertThat(told.message()).contains(message);
    Condition after = scene.condition(name, "Ready");
    assertThat(after.status()).isEqualTo("True");
    assertThat(after.lastTransitionTime()).isEqualTo(before.lastTransitionTime());
    assertThat(scene.status(name).sources())
        .singleElement()
        .satisfies(row -> assertThat(row.state()).isEqualTo(told.reason()));
    assertUntouched(good);
    scene.store(name, real.vault().address());
    scene.awaitSynced(name);
    assertUntouched(good);
  }

  @Test
  @DisplayName("S12 a target that belongs to somebody else is a conflict and stays as it is")
  void foreignTarget() {
    Secret good = good("conflict");
    scene.secretOf("foreign", Map.of("k", "theirs"));
    Secret foreign = scene.secrets("foreign").get();
    scene.policy(
        "conflict",
        """
        storeRef: {name: vault}
        target: {name: foreign}
        data: [{key: token, from: {path: PATH/app, property: token}}]
        """);
    Condition ready = scene.await("conflict", "Ready", "False TargetConflict");
    assertThat(ready.message())
        .isEqualTo(
            "Secret foreign exists and belongs to nobody that Keywright knows: delete it, choose"
                + " another target.name, or set target.adopt: IfSame if it holds the same values.");
    assertThat(scene.brief("conflict", "Stalled")).isEqualTo("True TargetConflict");
    assertUntouched(foreign);
    assertUntouched(good);
    scene.policy(
        "conflict",
        """
        storeRef: {name: vault}
        target: {name: foreign, adopt: IfSame}
        data: [{key: token, from: {path: PATH/app, property: token}}]
        """);
    await()
        .atMost(Scene.SOON)
        .untilAsserted(
            () ->
                assertThat(scene.condition("conflict", "Ready").message())
                    .contains("key token, key k"));
    assertUntouched(foreign);
    scene.secrets("foreign").delete();
    scene.awaitSynced("conflict");
    assertThat(scene.data("foreign")).isEqualTo(Map.of("token", "t1"));
  }

  @ParameterizedTest(name = "a sync request of {0} is refused with the command to paste")
  @CsvSource({
    "yesterday, is not an RFC 3339 time",
    "1772625600, is not an RFC 3339 time",
    "2099-01-01T00:00:00Z, is more than 5 minutes ahead",
  })
  void badRequest(String token, String why) {
    String name = "request-" + Integer.toUnsignedString(token.hashCode(), 36);
    Secret good = good(name);
    scene.annotate(name, ApiNames.SYNC_REQUESTED_AT, token);
    RequestStatus request =
        await()
            .atMost(Scene.SOON)
            .until(() -> scene.syncRequest(name), Optional::isPresent)
            .orElseThrow();
    assertThat(request.token()).isEqualTo(token);
    assertThat(request.state()).isEqualTo(RequestState.Refused);
    assertThat(request.reason())
        .contains(why)
        .contains("kubectl annotate --overwrite secpol NAME keywright.dev/sync-requested-at=");
    assertUntouched(good);
  }

  @Test
  @DisplayName("a malformed cron of a rotation is told, and sync goes on")
  void badCron() {
    Secret good = good("cron");
    scene.policy(
        "cron",
        """
        storeRef: {name: vault}
        data: [{key: token, from: {path: PATH/app, property: token}}]
        rotation: {schedule: "61 25 * * *", driver: {valueOnly: {property: token, token: {bytes: 32}}}}
        consumers: {restart: Never}
        """);
    Condition rotating = scene.await("cron", "Rotating", "False InvalidSpec");
    assertThat(rotating.message()).contains("schedule").contains("write for example");
    assertUntouched(good);
  }

  /** A policy that is synced, with its target. */
  private Secret good(String name) {
    restore(name);
    return scene.secrets(name).get();
  }

  private void restore(String name) {
    scene.policy(
        name,
        "storeRef: {name: vault}\ndata: [{key: token, from: {path: PATH/app, property: token}}]");
    scene.awaitSynced(name);
  }

  private void assertUntouched(Secret good) {
    Secret live = scene.secrets(good.getMetadata().getName()).get();
    assertThat(live).isNotNull();
    assertThat(live.getData()).isEqualTo(good.getData());
    assertThat(live.getMetadata().getUid()).isEqualTo(good.getMetadata().getUid());
  }
}
