package dev.keywright.e2e.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.e2e.junit.RealCluster;
import dev.keywright.e2e.junit.TestNamespace;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.vault.VaultApi;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@RealCluster(with = {Component.VAULT})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TypedTargetsE2E {
  private static final SelfSigned PAIR = SelfSigned.make();

  private final RealComponents real;
  private final String namespace;
  private VaultApi vault;
  private Scene scene;

  TypedTargetsE2E(RealComponents real, TestNamespace namespace) {
    this.real = real;
    this.namespace = namespace.name();
  }

  @BeforeAll
  void start(@TempDir Path folder) {
    vault = real.vaultApi();
    scene = new Scene(real, vault, namespace, folder);
    scene.store("vault", real.vault().address());
  }

  @AfterAll
  void stop() {
    scene.close();
    vault.close();
  }

  @ParameterizedTest(
      name =
          "S8 {0}: right content gets the type, wrong content a reason, and the last good target stays")
  @MethodSource
  void validates(String type, Map<String, String> good, Map<String, String> bad, String message) {
    String name = type.substring(type.indexOf('/') + 1);
    scene.put(name, good);
    scene.policy(
        name,
        """
        storeRef: {name: vault}
        refresh: {interval: 1s}
        target: {type: %s}
        dataFrom: [{extract: {path: PATH/%s}}]
        """
            .formatted(type, name));
    scene.awaitSynced(name);
    assertThat(scene.secrets(name).get().getType()).isEqualTo(type);
    assertThat(scene.data(name)).isEqualTo(good);
    String version = scene.secrets(name).get().getMetadata().getResourceVersion();

    scene.put(name, bad);
    Condition synced = scene.await(name, "Synced", "False InvalidSpec");
    assertThat(synced.message()).contains(type).contains(message);
    bad.values().forEach(value -> assertThat(synced.message()).doesNotContain(value));
    assertThat(scene.brief(name, "Ready")).isEqualTo("True Synced");
    assertThat(scene.secrets(name).get().getMetadata().getResourceVersion()).isEqualTo(version);

    Map<String, String> better = new HashMap<>(good);
    better.put("note", "repaired");
    scene.put(name, better);
    scene.awaitSynced(name);
    assertThat(scene.data(name)).isEqualTo(better);

    String fresh = name + "-new";
    scene.put(fresh, bad);
    scene.policy(
        fresh,
        """
        storeRef: {name: vault}
        target: {type: %s}
        dataFrom: [{extract: {path: PATH/%s}}]
        """
            .formatted(type, fresh));
    scene.await(fresh, "Ready", "False InvalidSpec");
    assertThat(scene.brief(fresh, "Stalled")).isEqualTo("True InvalidSpec");
    assertThat(scene.secrets(fresh).get()).isNull();
  }

  static Stream<Arguments> validates() {
    return Stream.of(
        Arguments.of(
            "kubernetes.io/dockerconfigjson",
            Map.of(".dockerconfigjson", "{\"auths\":{\"registry.test\":{\"auth\":\"dTpw\"}}}"),
            Map.of(".dockerconfigjson", "{\"auths\": broken"),
            "a JSON object with auths"),
        Arguments.of(
            "kubernetes.io/dockercfg",
            Map.of(".dockercfg", "{\"registry.test\":{\"auth\":\"dTpw\"}}"),
            Map.of("config", "{\"registry.test\":{\"auth\":\"dTpw\"}}"),
            ".dockercfg"),
        Arguments.of(
            "kubernetes.io/ssh-auth",
            Map.of("ssh-privatekey", PAIR.key()),
            Map.of("ssh-privatekey", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5"),
            "PEM text of a private key"),
        Arguments.of(
            "kubernetes.io/tls",
            Map.of("tls.crt", PAIR.certificate(), "tls.key", PAIR.key()),
            Map.of("tls.crt", "no certificate at all", "tls.key", PAIR.key()),
            "PEM text of X.509 certificates"),
        Arguments.of(
            "kubernetes.io/basic-auth",
            Map.of("username", "orders", "password", "hunter2"),
            Map.of("login", "orders:hunter2"),
            "username or password"));
  }
}
