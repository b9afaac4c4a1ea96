package dev.keywright.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keywright.api.v1alpha1.RotationPhase;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.rotation.RotationJournal.Outcome;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init")
class KubeRotationJournalMockApiTest {
  private static final KubernetesSerialization YAML = KubeClients.serialization();
  private static final String PATH =
      "/apis/keywright.dev/v1alpha1/namespaces/shop/secretrotations/r1";

  KubernetesMockServer server;
  KubernetesClient client;
  private final List<String> cached = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private KubeRotationJournal journal;

  @BeforeEach
  void open() {
    journal =
        new KubeRotationJournal(
            client,
            (written, before) ->
                cached.add(
                    before.getMetadata().getResourceVersion()
                        + " -> "
                        + written.getMetadata().getResourceVersion()),
            written -> told.add(written.getMetadata().getResourceVersion()));
  }

  @Test
  void aStatusIsOnePutOfTheStateItWasPlannedFrom() throws Exception {
    server.expect().put().withPath(PATH + "/status").andReturn(200, run("8", "Staged")).once();

    Outcome outcome = journal.write(run("7", "Admitted"), run("1", "Staged").getStatus());

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Written.class,
            written -> assertThat(written.run().getMetadata().getResourceVersion()).isEqualTo("8"));
    SecretRotation sent = YAML.unmarshal(server.takeRequest().getUtf8Body(), SecretRotation.class);
    assertThat(sent.getMetadata().getResourceVersion()).isEqualTo("7");
    assertThat(sent.getStatus().phase()).isEqualTo(RotationPhase.Staged);
    assertThat(server.getRequestCount()).isEqualTo(1);
    assertThat(cached).containsExactly("7 -> 8");
    assertThat(told).containsExactly("8");
  }

  @ParameterizedTest
  @ValueSource(ints = {409, 404})
  void aStateThatChangedOrWentIsAConflictAndNothingIsRepeated(int code) {
    server.expect().put().withPath(PATH + "/status").andReturn(code, null).always();

    assertThat(journal.write(run("7", "Admitted"), run("1", "Staged").getStatus()))
        .isEqualTo(new Outcome.Conflict());

    assertThat(server.getRequestCount()).isEqualTo(1);
    assertThat(cached).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void aRefusalIsNotAConflict() {
    server.expect().put().withPath(PATH + "/status").andReturn(403, null).once();

    assertThatThrownBy(() -> journal.write(run("7", "Admitted"), run("1", "Staged").getStatus()))
        .isInstanceOf(KubernetesClientException.class);
    assertThat(cached).isEmpty();
  }

  @Test
  void whatIsWrittenFromIsNotChanged() {
    server.expect().put().withPath(PATH + "/status").andReturn(200, run("8", "Staged")).once();
    SecretRotation run = run("7", "Admitted");

    journal.write(run, run("1", "Staged").getStatus());

    assertThat(run.getStatus().phase()).isEqualTo(RotationPhase.Admitted);
  }

  @Test
  void theOwnerIsAddedInTheObservedState() throws Exception {
    server.expect().put().withPath(PATH).andReturn(200, run("8", "Done")).once();
    SecretPolicy policy =
        YAML.unmarshal(
            """
            ---
            apiVersion: keywright.dev/v1alpha1
            kind: SecretPolicy
            metadata: {name: orders-api, namespace: shop, uid: u1}
            spec: {}
            """,
            SecretPolicy.class);

    journal.own(run("7", "Done"), policy);

    SecretRotation sent = YAML.unmarshal(server.takeRequest().getUtf8Body(), SecretRotation.class);
    assertThat(sent.getMetadata().getResourceVersion()).isEqualTo("7");
    assertThat(sent.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(
            owner -> {
              assertThat(owner.getKind()).isEqualTo("SecretPolicy");
              assertThat(owner.getUid()).isEqualTo("u1");
              assertThat(owner.getController()).isNull();
            });
    assertThat(cached).containsExactly("7 -> 8");
  }

  private static SecretRotation run(String resourceVersion, String phase) {
    return YAML.unmarshal(
        """
        ---
        apiVersion: keywright.dev/v1alpha1
        kind: SecretRotation
        metadata: {name: r1, namespace: shop, resourceVersion: '%s'}
        spec: {policyRef: {name: orders-api}}
        status: {phase: %s}
        """
            .formatted(resourceVersion, phase),
        SecretRotation.class);
  }
}
