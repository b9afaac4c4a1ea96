package dev.keywright.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keywright.core.StoreReference;
import dev.keywright.provider.spi.ConfigMapKeyReference;
import dev.keywright.provider.spi.Credential;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.SecretKeyReference;
import dev.keywright.provider.spi.ServiceAccountReference;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init")
class KubeCredentialsMockApiTest {
  private static final StoreReference STORE = StoreReference.namespaced("shop", "vault");
  private static final StoreReference SHARED = StoreReference.cluster("vault");
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  KubernetesMockServer server;
  KubernetesClient client;

  @Test
  void readsAKeyOfASecret() {
    secret("shop");
    assertThat(resolved(of(STORE).secret(new SecretKeyReference("token", "value", null))))
        .isEqualTo("hunter2");
  }

  @Test
  void readsAKeyOfAConfigMapTextOrBinary() {
    server
        .expect()
        .get()
        .withPath("/api/v1/namespaces/shop/configmaps/ca")
        .andReturn(
            200,
            new ConfigMapBuilder()
                .addToData("ca.crt", "text")
                .addToBinaryData("ca.der", base64("binary"))
                .build())
        .always();
    assertThat(resolved(of(STORE).configMap(new ConfigMapKeyReference("ca", "ca.crt", null))))
        .isEqualTo("text");
    assertThat(resolved(of(STORE).configMap(new ConfigMapKeyReference("ca", "ca.der", null))))
        .isEqualTo("binary");
    assertThat(refused(of(STORE).configMap(new ConfigMapKeyReference("ca", "none", null))).kind())
        .isEqualTo(FailureKind.INVALID);
  }

  @Test
  @DisplayName("S27 nothing is cached: a changed Secret counts at the next read")
  void readsEveryTime() throws Exception {
    secret("shop");
    of(STORE).secret(new SecretKeyReference("token", "value", null));
    of(STORE).secret(new SecretKeyReference("token", "value", null));
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  @DisplayName(
      "S29 a SecretStore reaches only its own namespace, a ClusterSecretStore the one named")
  void staysInReach() {
    secret("keywright");
    for (String namespace : List.of("keywright", "shop")) {
      assertThat(
              refused(of(STORE).secret(new SecretKeyReference("token", "value", namespace)))
                  .message())
          .contains("must not set `namespace`");
    }
    assertThat(refused(of(SHARED).secret(new SecretKeyReference("token", "value", null))).message())
        .contains("must set `namespace`");
    assertThat(refused(of(STORE).configMap(new ConfigMapKeyReference("ca", "key", "other"))).kind())
        .isEqualTo(FailureKind.INVALID);
    assertThat(
            refused(
                    of(STORE)
                        .serviceAccountToken(
                            new ServiceAccountReference("orders", "other"),
                            List.of("vault"),
                            LIFETIME))
                .kind())
        .isEqualTo(FailureKind.INVALID);
    assertThat(server.getRequestCount()).isZero();
    assertThat(resolved(of(SHARED).secret(new SecretKeyReference("token", "value", "keywright"))))
        .isEqualTo("hunter2");
  }

  @Test
  @DisplayName("S29 a name that is none does not get into a URL")
  void refusesWhatIsNoName() {
    String name = "../../bank/secrets/token";
    assertThat(refused(of(STORE).secret(new SecretKeyReference(name, "value", null))).kind())
        .isEqualTo(FailureKind.INVALID);
    assertThat(refused(of(SHARED).secret(new SecretKeyReference("token", "value", name))).kind())
        .isEqualTo(FailureKind.INVALID);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void namesWhatIsMissing() {
    secret("shop");
    server
        .expect()
        .get()
        .withPath("/api/v1/namespaces/shop/secrets/other")
        .andReturn(404, null)
        .once();
    ProviderFailure noKey =
        refused(of(STORE).secret(new SecretKeyReference("token", "other", null)));
    assertThat(noKey.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(noKey.message())
        .isEqualTo("Secret shop/token has no key other. Add the key, or correct the reference.");
    ProviderFailure noSecret =
        refused(of(STORE).secret(new SecretKeyReference("other", "value", null)));
    assertThat(noSecret.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(noSecret.message())
        .isEqualTo("There is no Secret shop/other. Create it, or correct the reference.");
  }

  @Test
  void neverPassesOnWhatTheApiServerSays() {
    server
        .expect()
        .get()
        .withPath("/api/v1/namespaces/shop/secrets/token")
        .andReturn(403, new StatusBuilder().withCode(403).withMessage("echoes hunter2").build())
        .always();
    ProviderFailure failure =
        refused(of(STORE).secret(new SecretKeyReference("token", "value", null)));
    assertThat(failure.kind()).isEqualTo(FailureKind.DENIED);
    assertThat(failure.message()).contains("reading Secret shop/token").doesNotContain("hunter2");
  }

  @Test
  void asksForATokenOfTheAccount() throws Exception {
    server
        .expect()
        .post()
        .withPath("/api/v1/namespaces/shop/serviceaccounts/orders/token")
        .andReturn(
            201, new TokenRequestBuilder().withNewStatus().withToken("eyJ").endStatus().build())
        .once();
    assertThat(
            resolved(
                of(STORE)
                    .serviceAccountToken(
                        new ServiceAccountReference("orders", null), List.of("vault"), LIFETIME)))
        .isEqualTo("eyJ");
    TokenRequest asked =
        Serialization.unmarshal(server.getLastRequest().getBody().readUtf8(), TokenRequest.class);
    assertThat(asked.getSpec().getAudiences()).containsExactly("vault");
    assertThat(asked.getSpec().getExpirationSeconds()).isEqualTo(600);
  }

  @Test
  void namesAnAccountThatIsMissing() {
    server
        .expect()
        .post()
        .withPath("/api/v1/namespaces/shop/serviceaccounts/orders/token")
        .andReturn(404, new StatusBuilder().withCode(404).build())
        .once();
    ProviderFailure failure =
        refused(
            of(STORE)
                .serviceAccountToken(
                    new ServiceAccountReference("orders", null), List.of("vault"), LIFETIME));
    assertThat(failure.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(failure.message()).contains("a token of ServiceAccount shop/orders");
  }

  @Test
  void readsAnAnnotationOfAnAccountOrNamesWhatIsMissing() {
    server
        .expect()
        .get()
        .withPath("/api/v1/namespaces/shop/serviceaccounts/orders")
        .andReturn(
            200,
            new ServiceAccountBuilder()
                .withNewMetadata()
                .addToAnnotations("example.com/role", "reader")
                .endMetadata()
                .build())
        .always();
    ServiceAccountReference orders = new ServiceAccountReference("orders", null);
    assertThat(resolved(of(STORE).serviceAccountAnnotation(orders, "example.com/role")))
        .isEqualTo("reader");
    ProviderFailure failure =
        refused(of(STORE).serviceAccountAnnotation(orders, "example.com/none"));
    assertThat(failure.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(failure.message()).contains("shop/orders", "example.com/none");
  }

  @Test
  @DisplayName(
      "A7 a token without an audience, which the API server itself would take, is not asked for")
  void neverAsksForAnApiServerToken() {
    assertThatThrownBy(
            () ->
                of(STORE)
                    .serviceAccountToken(
                        new ServiceAccountReference("orders", null), List.of(), LIFETIME))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(server.getRequestCount()).isZero();
  }

  private KubeCredentials of(StoreReference store) {
    return new KubeCredentials(client, store);
  }

  private void secret(String namespace) {
    server
        .expect()
        .get()
        .withPath("/api/v1/namespaces/" + namespace + "/secrets/token")
        .andReturn(200, new SecretBuilder().addToData("value", base64("hunter2")).build())
        .always();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String resolved(Credential credential) {
    assertThat(credential).isInstanceOf(Credential.Resolved.class);
    return ((Credential.Resolved) credential).material().revealUtf8();
  }

  private static ProviderFailure refused(Credential credential) {
    assertThat(credential).isInstanceOf(Credential.Refused.class);
    return ((Credential.Refused) credential).failure();
  }
}
