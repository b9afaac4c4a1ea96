package dev.keywright.e2e.demo.ground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.model.LauncherFailure;
import dev.keywright.kube.LeaderLease;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** On a control plane of its own, since it removes CRDs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClusterGuestIT {
  private static final Cast CAST = Cast.guestIn(new KubeContext("any", Path.of("any")));

  private final RealComponents components =
      RealComponents.start(Set.of(Component.KUBE_CONTROLLER_MANAGER));
  private final KubernetesClient admin = components.access().admin();
  private final List<Path> files = Checkout.current().crds();
  private final ClusterGuest guest = new ClusterGuest(admin, CAST, InstantSource.system());

  @AfterAll
  void stop() {
    components.close();
  }

  @BeforeEach
  void aClusterWithoutKeywright() {
    admin.apiextensions().v1().customResourceDefinitions().delete();
    awaitCrds(0);
  }

  @Test
  void takesTheCrdsAwayThatItInstalled() {
    List<String> installed = guest.installMissingCrds(files);

    assertThat(installed).hasSameSizeAs(files).contains("secretpolicies.keywright.dev");
    assertThat(guest.leave(installed)).isEmpty();
    awaitCrds(0);
  }

  @Test
  void leavesTheCrdsThatWereThere() {
    guest.installMissingCrds(files);

    List<String> installed = guest.installMissingCrds(files);

    assertThat(installed).isEmpty();
    guest.leave(installed);
    awaitCrds(files.size());
  }

  @Test
  void leavesACrdThatSomebodyUsesByNow() {
    List<String> installed = guest.installMissingCrds(files);
    var policy =
        admin.load(
            new ByteArrayInputStream(
                """
                    apiVersion: keywright.dev/v1alpha1
                    kind: SecretPolicy
                    metadata: {name: of-somebody-else, namespace: default}
                    spec: {storeRef: {name: vault}, dataFrom: [{extract: {path: a}}]}
                    """
                    .getBytes(StandardCharsets.UTF_8)));
    policy.create();

    assertThat(guest.leave(installed)).containsExactly("secretpolicies.keywright.dev");
    awaitCrds(1);
    policy.delete();
    Awaitility.await().until(() -> guest.leave(installed).isEmpty());
  }

  @Test
  void refusesANamespaceOfSomebodyElseAndLeavesItAlone() {
    admin
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(CAST.namespace())
                .endMetadata()
                .build())
        .create();

    assertThatThrownBy(guest::makeNamespaces)
        .isInstanceOf(LauncherFailure.class)
        .hasMessageContaining(CAST.namespace());
    assertThat(admin.namespaces().withName(CAST.namespace()).get().getMetadata())
        .satisfies(metadata -> assertThat(metadata.getDeletionTimestamp()).isNull());
    assertThat(admin.namespaces().withName(CAST.operatorNamespace()).get()).isNull();
    admin.namespaces().withName(CAST.namespace()).delete();
    Awaitility.await().until(() -> admin.namespaces().withName(CAST.namespace()).get() == null);
  }

  @Test
  void clearsAwayWhatAKilledDemoLeftBehind() {
    guest.makeNamespaces();
    String before = uid();
    InstantSource later = InstantSource.offset(InstantSource.system(), Duration.ofMinutes(2));

    new ClusterGuest(admin, CAST, later).makeNamespaces();

    assertThat(uid()).isNotEqualTo(before);
    guest.leave(List.of());
    assertThat(admin.namespaces().withName(CAST.namespace()).get()).isNull();
    assertThat(admin.namespaces().withName(CAST.operatorNamespace()).get()).isNull();
  }

  @Test
  void leavesADemoAloneThatRuns() {
    guest.makeNamespaces();
    String before = uid();
    InstantSource later = InstantSource.offset(InstantSource.system(), Duration.ofMinutes(2));
    admin
        .resource(
            new LeaseBuilder()
                .withNewMetadata()
                .withNamespace(CAST.operatorNamespace())
                .withName(LeaderLease.NAME)
                .endMetadata()
                .withNewSpec()
                .withRenewTime(later.instant().atZone(ZoneOffset.UTC))
                .endSpec()
                .build())
        .create();

    assertThatThrownBy(() -> new ClusterGuest(admin, CAST, later).makeNamespaces())
        .isInstanceOf(LauncherFailure.class)
        .hasMessageContaining("a demo runs in this cluster");
    assertThatThrownBy(guest::makeNamespaces).isInstanceOf(LauncherFailure.class);
    assertThat(uid()).isEqualTo(before);
    guest.leave(List.of());
  }

  private String uid() {
    return admin.namespaces().withName(CAST.namespace()).get().getMetadata().getUid();
  }

  private void awaitCrds(int count) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                admin.apiextensions().v1().customResourceDefinitions().list().getItems().size()
                    == count);
  }
}
