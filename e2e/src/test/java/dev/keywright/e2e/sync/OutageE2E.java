package dev.keywright.e2e.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.api.v1alpha1.SourceStatus;
import dev.keywright.e2e.junit.RealCluster;
import dev.keywright.e2e.junit.TestNamespace;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.vault.VaultApi;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a store, the Secret stays. On a Vault of its own, which is maltreated. */
@RealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageE2E {
  private static final String POLICY = "app";

  private final RealComponents real;
  private final String namespace;
  private RealComponents own;
  private VaultApi vault;
  private Proxy proxy;
  private Scene scene;
  private Secret good;
  private Condition readyBefore;

  OutageE2E(RealComponents real, TestNamespace namespace) {
    this.real = real;
    this.namespace = namespace.name();
  }

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    own = RealComponents.start(Set.of(Component.VAULT, Component.TOXIPROXY));
    vault = own.vaultApi();
    String address = own.vault().address();
    proxy =
        new ToxiproxyClient("127.0.0.1", URI.create(own.toxiproxy().endpoint()).getPort())
            .createProxy("vault", "127.0.0.1:0", address.substring("http://".length()));
    scene = new Scene(real, vault, namespace, folder);
    scene.store(
        "vault",
        "http://" + proxy.getListen(),
        "auth: {token: {secretRef: {name: vault-token, key: token}}}",
        "1s");
    scene.put("app", Map.of("token", "t1"));
    scene.put("other", Map.of("user", "u1"));
    scene.policy(
        POLICY,
        """
        storeRef: {name: vault}
        refresh: {interval: 1s}
        dataFrom: [{extract: {path: PATH/app}}, {extract: {path: PATH/other}}]
        """);
  }

  @AfterAll
  void stop() {
    scene.close();
    vault.close();
    own.close();
  }

  @BeforeEach
  void isGood() {
    scene.awaitSynced(POLICY);
    good = scene.secrets(POLICY).get();
    assertThat(good.getData()).containsOnlyKeys("token", "user");
    readyBefore = scene.condition(POLICY, "Ready");
  }

  @AfterEach
  void isGoodAgain() {
    scene.awaitSynced(POLICY);
    assertSecretStays();
    assertThat(scene.status(POLICY).sources())
        .extracting(SourceStatus::state)
        .containsOnly("Synced");
  }

  @Test
  @DisplayName(
      "S19 S42 S45 an outage: the Secret stays, Ready stays True, status names the sources")
  void outage() throws IOException {
    Instant down = Instant.now();
    proxy.disable();
    assertTold("False ProviderUnavailable", "cannot be reached");
    assertThat(scene.status(POLICY).lastSyncTime())
        .isBetween(readyBefore.lastTransitionTime().minusSeconds(1), down.plusSeconds(2));
    assertThat(scene.status(POLICY).sources())
        .extracting(SourceStatus::path, SourceStatus::version)
        .hasSize(2)
        .allSatisfy(row -> assertThat(row.toList()).doesNotContainNull());
    proxy.enable();
  }

  @Test
  @DisplayName("S42 a blip of a store changes nothing in status")
  void blip() throws IOException {
    await().atMost(Scene.SOON).until(() -> scene.status(POLICY).outbox() == null);
    String version = scene.policies(POLICY).get().getMetadata().getResourceVersion();
    proxy.disable();
    await()
        .during(Duration.ofMillis(1200))
        .atMost(Duration.ofSeconds(5))
        .until(() -> scene.brief(POLICY, "Synced").equals("True Synced"));
    proxy.enable();
    await()
        .during(Duration.ofSeconds(4))
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> scene.policies(POLICY).get().getMetadata().getResourceVersion().equals(version));
  }

  @Test
  @DisplayName("S19 a store that never answers: the Secret stays")
  void timeout() throws IOException {
    proxy.toxics().timeout("silence", ToxicDirection.DOWNSTREAM, 0);
    assertTold("False ProviderUnavailable", "does not answer in time");
    proxy.toxics().get("silence").remove();
  }

  @Test
  @DisplayName("S19 a sealed Vault: the Secret stays")
  void sealed() {
    vault.write("sys/seal", Map.of());
    assertTold("False ProviderUnavailable", "sealed");
    own.control().restart(Component.VAULT);
  }

  @Test
  @DisplayName("S19 403: the Secret stays, and the missing right is named")
  void denied() {
    vault.write(
        "sys/policies/acl/" + scene.vaultPolicy(),
        Map.of("policy", "path \"auth/token/lookup-self\" {capabilities=[\"read\"]}"));
    assertTold("False AccessDenied", "its policy must allow read on that path");
    scene.allowReading();
  }

  @Test
  @DisplayName("S19 429: the Secret stays")
  void throttled() {
    vault.write("sys/quotas/rate-limit/" + namespace, Map.of("path", "secret/", "rate", 0.01));
    assertTold("False RateLimited", "asks for fewer requests");
    vault.delete("sys/quotas/rate-limit/" + namespace);
  }

  @Test
  @DisplayName("S19 S17 an emptied store: the Secret stays, and the missing object is named")
  void emptied() {
    vault.delete("secret/metadata/" + namespace + "/app");
    vault.delete("secret/metadata/" + namespace + "/other");
    assertTold("False PathNotFound", namespace + "/");
    scene.put("app", Map.of("token", "t1"));
    scene.put("other", Map.of("user", "u1"));
  }

  @Test
  @DisplayName("S19 a store whose engine is gone: the Secret stays")
  void unmounted() {
    vault.delete("sys/mounts/secret");
    await().atMost(Scene.SOON).until(() -> scene.brief(POLICY, "Synced").startsWith("False "));
    assertSecretStays();
    vault.write("sys/mounts/secret", Map.of("type", "kv", "options", Map.of("version", "2")));
    await()
        .atMost(Scene.SOON)
        .ignoreExceptions()
        .until(
            () -> {
              scene.put("app", Map.of("token", "t1"));
              scene.put("other", Map.of("user", "u1"));
              return true;
            });
  }

  private void assertTold(String synced, String message) {
    Condition told = scene.await(POLICY, "Synced", synced);
    assertThat(told.message()).contains(message);
    assertThat(scene.status(POLICY).sources())
        .extracting(SourceStatus::state)
        .contains(told.reason());
    Condition ready = scene.condition(POLICY, "Ready");
    assertThat(ready.status()).isEqualTo("True");
    assertThat(ready.lastTransitionTime()).isEqualTo(readyBefore.lastTransitionTime());
    assertThat(scene.brief(POLICY, "Stalled")).isEmpty();
    assertThat(scene.brief(POLICY, "Reconciling")).isEmpty();
    assertSecretStays();
  }

  private void assertSecretStays() {
    Secret live = scene.secrets(POLICY).get();
    assertThat(live.getData()).isEqualTo(good.getData());
    assertThat(live.getMetadata().getUid()).isEqualTo(good.getMetadata().getUid());
    assertThat(scene.revision(POLICY))
        .isEqualTo(good.getMetadata().getAnnotations().get("keywright.dev/revision"));
  }
}
