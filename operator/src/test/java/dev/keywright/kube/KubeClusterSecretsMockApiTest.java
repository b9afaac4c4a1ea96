package dev.keywright.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.core.SecretMaterial;
import dev.keywright.core.SourceVersion;
import dev.keywright.core.StoreReference;
import dev.keywright.provider.spi.ClusterSecrets.Lookup;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.ServiceAccountReference;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init")
class KubeClusterSecretsMockApiTest {
  private static final String REVIEWS =
      "/apis/authorization.k8s.io/v1/namespaces/shared/localsubjectaccessreviews";
  private static final String SECRET = "/api/v1/namespaces/shared/secrets/db";
  private static final ServiceAccountReference READER = new ServiceAccountReference("reader", null);

  KubernetesMockServer server;
  KubernetesClient client;

  @Test
  void readsWhatTheAccountMayGet() throws Exception {
    review(true);
    server
        .expect()
        .get()
        .withPath(SECRET)
        .andReturn(
            200,
            new SecretBuilder()
                .withNewMetadata()
                .withResourceVersion("4711")
                .endMetadata()
                .addToData("password", "aHVudGVyMg==")
                .build())
        .once();
    assertThat(secrets().read("shared", "db", READER))
        .isEqualTo(
            new Lookup.Found(
                Map.of("password", SecretMaterial.ofUtf8("hunter2")), new SourceVersion("4711")));
    SubjectAccessReview asked =
        Serialization.unmarshal(
            server.takeRequest().getBody().readUtf8(), SubjectAccessReview.class);
    assertThat(asked.getSpec().getUser()).isEqualTo("system:serviceaccount:shop:reader");
    assertThat(asked.getSpec().getGroups())
        .containsExactly(
            "system:serviceaccounts", "system:serviceaccounts:shop", "system:authenticated");
    assertThat(asked.getSpec().getResourceAttributes().getNamespace()).isEqualTo("shared");
    assertThat(asked.getSpec().getResourceAttributes().getName()).isEqualTo("db");
    assertThat(asked.getSpec().getResourceAttributes().getVerb()).isEqualTo("get");
    assertThat(asked.getSpec().getResourceAttributes().getResource()).isEqualTo("secrets");
  }

  @Test
  @DisplayName("S29 the operator reads nothing that the account itself may not get")
  void readsNothingElse() {
    review(false);
    ProviderFailure failure = refused(secrets().read("shared", "db", READER));
    assertThat(failure.kind()).isEqualTo(FailureKind.DENIED);
    assertThat(failure.message())
        .isEqualTo(
            "ServiceAccount shop/reader may not get Secret shared/db. Grant it `get` on that Secret"
                + " by a Role and a RoleBinding in namespace shared.");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void takesNoAnswerForNo() {
    server
        .expect()
        .post()
        .withPath(REVIEWS)
        .andReturn(201, new SubjectAccessReviewBuilder().build())
        .once();
    assertThat(refused(secrets().read("shared", "db", READER)).kind())
        .isEqualTo(FailureKind.DENIED);
  }

  @Test
  void tellsAnAbsentSecret() {
    review(true);
    server.expect().get().withPath(SECRET).andReturn(404, null).once();
    assertThat(secrets().read("shared", "db", READER)).isInstanceOf(Lookup.Absent.class);
  }

  @Test
  void tellsWhatKeywrightItselfMayNot() {
    server
        .expect()
        .post()
        .withPath(REVIEWS)
        .andReturn(403, new StatusBuilder().withCode(403).build())
        .once();
    ProviderFailure failure = refused(secrets().read("shared", "db", READER));
    assertThat(failure.kind()).isEqualTo(FailureKind.DENIED);
    assertThat(failure.message()).contains("does not allow Keywright");
  }

  @Test
  @DisplayName("S29 a SecretStore cannot read in the name of another namespace's account")
  void keepsAccountsInReach() {
    ServiceAccountReference foreign = new ServiceAccountReference("reader", "bank");
    assertThat(refused(secrets().read("shared", "db", foreign)).kind())
        .isEqualTo(FailureKind.INVALID);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  @DisplayName("S51 a path that is no name does not get into a URL")
  void refusesWhatIsNoName() {
    assertThat(refused(secrets().read("shared", "../x", READER)).kind())
        .isEqualTo(FailureKind.INVALID);
    assertThat(refused(secrets().read("../x", "db", READER)).kind()).isEqualTo(FailureKind.INVALID);
    assertThat(server.getRequestCount()).isZero();
  }

  private KubeClusterSecrets secrets() {
    return new KubeClusterSecrets(client, StoreReference.namespaced("shop", "shared"));
  }

  private void review(boolean allowed) {
    server
        .expect()
        .post()
        .withPath(REVIEWS)
        .andReturn(
            201,
            new SubjectAccessReviewBuilder()
                .withNewStatus()
                .withAllowed(allowed)
                .endStatus()
                .build())
        .once();
  }

  private static ProviderFailure refused(Lookup lookup) {
    assertThat(lookup).isInstanceOf(Lookup.Refused.class);
    return ((Lookup.Refused) lookup).failure();
  }
}
