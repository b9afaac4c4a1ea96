package dev.keywright.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
@SuppressWarnings("NullAway.Init")
class WorkloadIndexMockApiTest {
  private record News(String namespace, Set<String> secrets) {}

  KubernetesClient client;
  private final ConcurrentLinkedQueue<News> news = new ConcurrentLinkedQueue<>();
  private WorkloadIndex index;

  @AfterEach
  void close() {
    index.close();
  }

  @Test
  void findsWhatIsThereAtTheStartAndTellsOfIt() throws Exception {
    create("Deployment", "shop", "api", "db");
    create("StatefulSet", "shop", "queue", "db");
    create("DaemonSet", "shop", "log", "db");
    create("Deployment", "other", "api", "db");
    start(List.of());
    assertThat(names("shop", "db"))
        .containsExactly("Deployment shop/api", "StatefulSet shop/queue", "DaemonSet shop/log");
    assertThat(names("other", "db")).containsExactly("Deployment other/api");
    await()
        .untilAsserted(
            () ->
                assertThat(news)
                    .contains(new News("shop", Set.of("db")), new News("other", Set.of("db"))));
  }

  @Test
  void followsChanges() throws Exception {
    start(List.of());
    create("Deployment", "shop", "api", "db");
    await().until(() -> names("shop", "db").equals(List.of("Deployment shop/api")));
    create("Deployment", "shop", "api", "tls");
    await().until(() -> names("shop", "tls").equals(List.of("Deployment shop/api")));
    assertThat(names("shop", "db")).isEmpty();
    await().until(() -> news.contains(new News("shop", Set.of("db", "tls"))));
    news.clear();
    client.apps().deployments().inNamespace("shop").withName("api").delete();
    await().until(() -> names("shop", "tls").isEmpty());
    await().until(() -> news.contains(new News("shop", Set.of("tls"))));
  }

  @Test
  void watchesListedNamespacesOnly() throws Exception {
    create("Deployment", "shop", "api", "db");
    create("Deployment", "bank", "api", "db");
    create("Deployment", "other", "api", "db");
    start(List.of("shop", "bank"));
    assertThat(names("shop", "db")).hasSize(1);
    assertThat(names("bank", "db")).hasSize(1);
    assertThat(names("other", "db")).isEmpty();
  }

  private void start(List<String> namespaces) throws Exception {
    index =
        new WorkloadIndex(
            client, namespaces, (namespace, secrets) -> news.add(new News(namespace, secrets)));
    index.start().get(10, TimeUnit.SECONDS);
  }

  private List<String> names(String namespace, String secret) {
    return index.using(namespace, secret).stream().map(it -> it.id().toString()).toList();
  }

  private void create(String kind, String namespace, String name, String secret) {
    String yaml =
        """
        ---
        apiVersion: apps/v1
        kind: %s
        metadata: {namespace: %s, name: %s, creationTimestamp: 2026-03-01T12:00:00Z}
        spec: {template: {spec: {containers: [{name: c, envFrom: [{secretRef: {name: %s}}]}]}}}
        """
            .formatted(kind, namespace, name, secret);
    client.resource(Serialization.<HasMetadata>unmarshal(yaml)).createOr(it -> it.update());
  }
}
