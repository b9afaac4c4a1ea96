package dev.keywright.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init")
class StatusWriterMockApiTest {
  private static final String PATH =
      "/apis/keywright.dev/v1alpha1/namespaces/shop/secretpolicies/orders/status";

  KubernetesMockServer server;
  KubernetesClient client;

  @BeforeEach
  void neverRepeat() {
    client.getConfiguration().setRequestRetryBackoffLimit(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {409, 404})
  void leavesItToTheNextLookWhenTheObjectChanged(int code) throws Exception {
    server
        .expect()
        .put()
        .withPath(PATH)
        .andReturn(code, new StatusBuilder().withCode(code).build())
        .once();
    assertThat(write()).isEmpty();
    assertThat(server.takeRequest().getUtf8Body()).contains("\"resourceVersion\":\"41\"");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void failsWhenTheApiServerDoes() {
    server
        .expect()
        .put()
        .withPath(PATH)
        .andReturn(503, new StatusBuilder().withCode(503).build())
        .once();
    assertThatThrownBy(this::write).isInstanceOf(KubernetesClientException.class);
  }

  @Test
  void givesTheAnswerToTheCache() {
    SecretPolicy answer = policy();
    answer.getMetadata().setResourceVersion("42");
    server.expect().put().withPath(PATH).andReturn(200, answer).once();
    assertThatThrownBy(this::write).isInstanceOf(CacheAsked.class);
  }

  private Optional<SecretPolicy> write() {
    return StatusWriter.write(
        policy(),
        context(),
        live -> {
          live.setStatus(
              new SecretPolicyStatus(
                  1L, null, "7", null, null, null, null, null, null, null, null, null));
          return live;
        });
  }

  private static SecretPolicy policy() {
    SecretPolicy policy = new SecretPolicy();
    policy.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("orders")
            .withResourceVersion("41")
            .build());
    return policy;
  }

  @SuppressWarnings("unchecked")
  private Context<SecretPolicy> context() {
    return (Context<SecretPolicy>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getClient" -> client;
                  case "eventSourceRetriever" -> throw new CacheAsked();
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static final class CacheAsked extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
