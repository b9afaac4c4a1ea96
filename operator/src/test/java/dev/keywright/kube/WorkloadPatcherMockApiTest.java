package dev.keywright.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keywright.core.Reason;
import dev.keywright.core.Revision;
import dev.keywright.rollout.Restart;
import dev.keywright.rollout.RestartOutcome;
import dev.keywright.rollout.WorkloadId;
import dev.keywright.rollout.WorkloadKind;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init")
class WorkloadPatcherMockApiTest {
  private static final String PATH = "/apis/apps/v1/namespaces/shop/deployments/api";
  private static final String PATCH = PATH + "?fieldManager=keywright-consumer";
  private static final String ANNOTATION = "revision.keywright.dev/orders-db";
  private static final Revision OLD = new Revision("01jnmz0000aaaaaaaaaaaaaaaa");
  private static final Revision NEW = new Revision("01jnmz0000bbbbbbbbbbbbbbbb");

  KubernetesMockServer server;
  KubernetesClient client;

  @Test
  void writesOneAnnotationInTheObservedState() throws Exception {
    server.expect().patch().withPath(PATCH).andReturn(200, live("u1", "8", NEW.id())).once();
    assertThat(carryOut(OLD.id())).isEqualTo(new RestartOutcome.Patched());
    var request = server.takeRequest();
    assertThat(request.getHeader("Content-Type")).startsWith("application/merge-patch+json");
    assertThat(client.getKubernetesSerialization().unmarshal(request.getUtf8Body(), Map.class))
        .isEqualTo(
            Map.of(
                "metadata",
                Map.of("resourceVersion", "7"),
                "spec",
                Map.of(
                    "template",
                    Map.of("metadata", Map.of("annotations", Map.of(ANNOTATION, NEW.id()))))));
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void writesNothingWhenTheValueIsThere() {
    assertThat(carryOut(NEW.id())).isEqualTo(new RestartOutcome.AlreadyThere());
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void triesAgainOnTheLiveStateWhenOnlyTheStatusMoved() throws Exception {
    server.expect().patch().withPath(PATCH).andReturn(409, status(409)).once();
    server.expect().get().withPath(PATH).andReturn(200, live("u1", "9", OLD.id())).once();
    server.expect().patch().withPath(PATCH).andReturn(200, live("u1", "10", NEW.id())).once();
    assertThat(carryOut(OLD.id())).isEqualTo(new RestartOutcome.Patched());
    assertThat(bodies()).hasSize(3).last().asString().contains("\"resourceVersion\":\"9\"");
  }

  @Test
  void leavesTheAnnotationOfSomebodyElse() throws Exception {
    server.expect().patch().withPath(PATCH).andReturn(409, status(409)).once();
    server.expect().get().withPath(PATH).andReturn(200, live("u1", "9", "other")).once();
    assertThat(carryOut(OLD.id())).isEqualTo(new RestartOutcome.Conflict());
    assertThat(bodies()).hasSize(2);
  }

  @Test
  void findsItsOwnValueAfterALostReply() throws Exception {
    server.expect().patch().withPath(PATCH).andReturn(409, status(409)).once();
    server.expect().get().withPath(PATH).andReturn(200, live("u1", "9", NEW.id())).once();
    assertThat(carryOut(OLD.id())).isEqualTo(new RestartOutcome.AlreadyThere());
    assertThat(bodies()).hasSize(2);
  }

  @Test
  void owesNothingToAWorkloadThatWasMadeAnew() throws Exception {
    server.expect().patch().withPath(PATCH).andReturn(409, status(409)).once();
    server.expect().get().withPath(PATH).andReturn(200, live("u2", "9", OLD.id())).once();
    assertThat(carryOut(OLD.id())).isEqualTo(new RestartOutcome.Gone());
    assertThat(bodies()).hasSize(2);
  }

  @Test
  void owesNothingToAWorkloadThatIsGone() {
    server.expect().patch().withPath(PATCH).andReturn(404, status(404)).once();
    assertThat(carryOut(OLD.id())).isEqualTo(new RestartOutcome.Gone());
  }

  @Test
  void givesUpOnAWorkloadThatNeverStandsStill() throws Exception {
    server.expect().patch().withPath(PATCH).andReturn(409, status(409)).always();
    server.expect().get().withPath(PATH).andReturn(200, live("u1", "9", OLD.id())).always();
    assertThat(carryOut(OLD.id())).isEqualTo(new RestartOutcome.Conflict());
    assertThat(bodies()).hasSize(10);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 422})
  void saysWhichRightIsMissing(int code) {
    server.expect().patch().withPath(PATCH).andReturn(code, status(code)).always();
    assertThat(carryOut(OLD.id()))
        .isInstanceOfSatisfying(
            RestartOutcome.Denied.class,
            denied -> {
              assertThat(denied.diagnosis().reason()).isEqualTo(Reason.AccessDenied);
              assertThat(denied.diagnosis().message())
                  .contains("Deployment shop/api", "patch on deployments")
                  .doesNotContain("text of the server");
            });
  }

  @Test
  void aFailingServerIsNoOutcome() {
    client.getConfiguration().setRequestRetryBackoffLimit(0);
    server.expect().patch().withPath(PATCH).andReturn(500, status(500)).always();
    assertThatThrownBy(() -> carryOut(OLD.id())).isInstanceOf(KubernetesClientException.class);
  }

  private RestartOutcome carryOut(String from) {
    WorkloadId id = new WorkloadId(WorkloadKind.Deployment, "shop", "api", "u1");
    return new WorkloadPatcher(client).carryOut(new Restart(id, "7", ANNOTATION, from, NEW));
  }

  private List<String> bodies() throws InterruptedException {
    List<String> bodies = new ArrayList<>();
    for (int i = server.getRequestCount(); i > 0; i--) {
      bodies.add(server.takeRequest().getUtf8Body());
    }
    return bodies;
  }

  private static Object status(int code) {
    return new StatusBuilder().withCode(code).withMessage("text of the server").build();
  }

  private static Deployment live(String uid, String version, String revision) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withNamespace("shop")
        .withName("api")
        .withUid(uid)
        .withResourceVersion(version)
        .withCreationTimestamp("2026-03-01T12:00:00Z")
        .endMetadata()
        .withNewSpec()
        .withNewTemplate()
        .withNewMetadata()
        .addToAnnotations(ANNOTATION, revision)
        .endMetadata()
        .withNewSpec()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }
}
