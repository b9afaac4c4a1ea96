package dev.keywright.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keywright.api.v1alpha1.OutboxItem;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import dev.keywright.audit.AckLedger;
import dev.keywright.audit.Confirmations;
import dev.keywright.audit.record.AuditObject;
import dev.keywright.core.ObjectKey;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init")
final class KubeOutboxCleanerMockApiTest {
  private static final String PATH =
      "/apis/keywright.dev/v1alpha1/namespaces/shop/secretpolicies/orders/status";
  private static final ObjectKey KEY = new ObjectKey("shop", "orders");
  private static final UUID UID = UUID.fromString("6b8b4567-327b-23c6-643c-986966334873");
  private static final AuditObject OBJECT =
      AuditObject.namespaced("SecretPolicy", "shop", "orders", UID);

  KubernetesMockServer server;
  KubernetesClient client;

  private final AckLedger ledger = new AckLedger(object -> {});
  private final Map<ObjectKey, SecretPolicy> cache = new HashMap<>();

  @BeforeEach
  void confirmed() {
    client.getConfiguration().setRequestRetryBackoffLimit(0);
    cache.put(KEY, policy(UID));
    Confirmations.confirm(ledger, OBJECT, Set.of("a"));
  }

  @Test
  @DisplayName("clearing a policy is one request: the cached status without what is confirmed")
  void clears() throws Exception {
    server.expect().put().withPath(PATH).andReturn(200, policy(UID)).once();
    cleaner().clear(OBJECT);
    assertThat(server.getRequestCount()).isEqualTo(1);
    JsonNode sent = new ObjectMapper().readTree(server.takeRequest().getUtf8Body());
    assertThat(sent.at("/metadata/resourceVersion").asText()).isEqualTo("41");
    assertThat(sent.at("/status/version").asText()).isEqualTo("7");
    assertThat(sent.at("/status/outbox")).hasSize(1);
    assertThat(sent.at("/status/outbox/0/id").asText()).isEqualTo("b");
    assertThat(ledger.of(OBJECT)).isEmpty();
    assertThat(policy(UID).getStatus().outbox()).hasSize(2);
  }

  @Test
  @DisplayName("a cache that lags behind changes nothing, and the confirmation is kept")
  void keepsWhatItCouldNotClear() {
    server
        .expect()
        .put()
        .withPath(PATH)
        .andReturn(409, new StatusBuilder().withCode(409).build())
        .once();
    assertThatThrownBy(() -> cleaner().clear(OBJECT)).isInstanceOf(KubernetesClientException.class);
    assertThat(ledger.of(OBJECT)).containsExactly("a");
  }

  @Test
  @DisplayName("a policy that is gone, or was made anew, has nothing to clear")
  void forgetsWhatIsGone() throws Exception {
    cache.put(KEY, policy(UUID.fromString("00000000-0000-4000-8000-000000000000")));
    cleaner().clear(OBJECT);
    assertThat(ledger.of(OBJECT)).isEmpty();
    Confirmations.confirm(ledger, OBJECT, Set.of("a"));
    cache.clear();
    cleaner().clear(OBJECT);
    assertThat(ledger.of(OBJECT)).isEmpty();
    assertThat(server.getRequestCount()).isZero();
  }

  private KubeOutboxCleaner cleaner() {
    return new KubeOutboxCleaner(client, key -> Optional.ofNullable(cache.get(key)), ledger);
  }

  private static SecretPolicy policy(UUID uid) {
    SecretPolicy policy = new SecretPolicy();
    policy.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("orders")
            .withUid(uid.toString())
            .withResourceVersion("41")
            .build());
    policy.setStatus(
        new SecretPolicyStatus(
            1L,
            null,
            "7",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(item("a", 1), item("b", 2)),
            2L));
    return policy;
  }

  private static OutboxItem item(String id, long sequence) {
    return new OutboxItem(id, sequence, "TargetCreated", Instant.EPOCH, "{}");
  }
}
