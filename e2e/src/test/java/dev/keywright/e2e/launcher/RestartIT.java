package dev.keywright.e2e.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.process.ProcessIdentity;
import dev.keywright.e2e.launcher.vault.VaultApi;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Ends and restarts components of a set of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RestartIT {
  private final RealComponents components =
      RealComponents.start(Set.of(Component.KUBE_APISERVER, Component.VAULT));

  @BeforeAll
  void isOurs() {
    assertThat(components.control().isRunning(Component.VAULT)).isTrue();
  }

  @AfterAll
  void nothingIsLeftRunning() {
    ProcessIdentity apiserver = components.control().process(Component.KUBE_APISERVER);
    components.close();
    assertThat(apiserver.isAlive()).isFalse();
    assertThat(components.directory().pki()).doesNotExist();
    assertThat(components.log(Component.KUBE_APISERVER)).exists();
  }

  @Test
  void killedVaultComesBackUnsealedWithItsDataAndItsToken() {
    try (VaultApi vault = components.vaultApi()) {
      vault.putSecret("kept", Map.of("key", "value"));

      components.control().kill(Component.VAULT);
      assertThatThrownBy(() -> vault.secret("kept")).isInstanceOf(UncheckedIOException.class);
      components.control().restart(Component.VAULT);

      assertThat(vault.secret("kept").at("/key").asText()).isEqualTo("value");
    }
  }

  @Test
  void killedEtcdComesBackWithItsData() {
    KubernetesClient admin = components.access().admin();
    admin
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("kept")
                .endMetadata()
                .addToData("key", "value")
                .build())
        .create();

    components.control().kill(Component.ETCD);
    components.control().restart(Component.ETCD);

    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(
                        admin.configMaps().inNamespace("default").withName("kept").get().getData())
                    .containsEntry("key", "value"));
  }

  @Test
  void pausedVaultAnswersOnceItGoesOn() throws Exception {
    try (VaultApi vault = components.vaultApi()) {
      components.control().pause(Component.VAULT);
      Thread reader = Thread.ofVirtual().start(() -> vault.read("sys/health"));
      reader.join(500);
      assertThat(reader.isAlive()).as("the call hangs").isTrue();

      components.control().resume(Component.VAULT);
      reader.join(Duration.ofSeconds(30));
      assertThat(reader.isAlive()).isFalse();
    }
  }
}
