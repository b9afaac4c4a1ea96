package dev.keywright.e2e.bench.stage;

import dev.keywright.e2e.bench.load.BareHttp;
import dev.keywright.e2e.bench.load.Crowd;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * A namespace with a store, keys in Vault for it, and policies. Names and paths are made from
 * numbers from 0 on. Closing removes all of it.
 */
public final class Workspace implements AutoCloseable {
  private static final int WORKERS = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final String SHARED_KEY = "shared";

  private final Stage stage;
  private final String namespace;
  private final String keys;
  private int written;

  Workspace(Stage stage, String name, boolean served) {
    this.stage = stage;
    this.namespace = stage.id() + "-" + name;
    this.keys = stage.id() + "/" + name;
    KubernetesClient admin = stage.admin();
    admin
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    Awaitility.await("ServiceAccount default in " + namespace)
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL)
        .atMost(PATIENCE)
        .until(
            () -> admin.serviceAccounts().inNamespace(namespace).withName("default").get() != null);
    if (served) {
      stage.api().post(objects("secretstores"), stage.storeJson());
    }
  }

  public String namespace() {
    return namespace;
  }

  /** The name of policy {@code number} and of its target. */
  public static String name(int number) {
    return "p%05d".formatted(number);
  }

  /** The path of a policy's own key in the mount {@code secret/}. */
  public String key(int number) {
    return keys + "/" + name(number);
  }

  /** Writes values for the keys from 0 to {@code count} - 1 and for the shared one. */
  public Workspace values(int count) {
    putValue(keys + "/" + SHARED_KEY, "first");
    Crowd.each(count, WORKERS, i -> putValue(key(i), "first"));
    written = Math.max(written, count);
    return this;
  }

  /** Writes a new version of the key of policy {@code number}. */
  public void change(int number, String token) {
    putValue(key(number), token);
  }

  /**
   * Makes the policies {@code from} to {@code to} - 1; returns what the API server made of them.
   */
  public List<String> policies(int from, int to, PolicyForm form) {
    String[] made = new String[to - from];
    Crowd.each(to - from, WORKERS, i -> made[i] = policy(from + i, form));
    return List.of(made);
  }

  /** Makes one policy; returns what the API server made of it. */
  public String policy(int number, PolicyForm form) {
    String path = form.shared() ? keys + "/" + SHARED_KEY : key(number);
    return stage
        .api()
        .post(
            objects("secretpolicies"),
            """
            {"apiVersion":"keywright.dev/v1alpha1","kind":"SecretPolicy","metadata":{"name":"%s"},
             "spec":{"class":"%s","storeRef":{"name":"vault"},"dataFrom":[{"extract":{"path":"%s"}}]%s}}
            """
                .formatted(name(number), stage.servedClass(namespace), path, form.fields()));
  }

  /** Sets an annotation on policy {@code number}, as {@code kubectl annotate} does. */
  public void annotate(int number, String annotation, String value) {
    stage
        .api()
        .patch(
            object("secretpolicies", name(number)),
            "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}".formatted(annotation, value));
  }

  /** Removes what {@link #policies} and the operator have made; keys and store stay. */
  public void clear() {
    stage.api().delete(objects("secretpolicies"));
    stage.api().delete(secrets());
    awaitEmpty(objects("secretpolicies"));
    awaitEmpty(secrets());
  }

  /** Where objects of a kind of Keywright's are. */
  public String objects(String plural) {
    return "/apis/keywright.dev/v1alpha1/namespaces/%s/%s".formatted(namespace, plural);
  }

  /** Where one object of a kind of Keywright's is. */
  public String object(String plural, String name) {
    return objects(plural) + "/" + name;
  }

  /** Where the Secrets are. */
  public String secrets() {
    return "/api/v1/namespaces/%s/secrets".formatted(namespace);
  }

  @Override
  public void close() {
    clear();
    stage.admin().namespaces().withName(namespace).delete();
    removeKeys();
  }

  private void removeKeys() {
    Crowd.each(written, WORKERS, i -> stage.values().delete("/v1/secret/metadata/" + key(i)));
    if (written > 0) {
      stage.values().delete("/v1/secret/metadata/" + keys + "/" + SHARED_KEY);
    }
  }

  private void putValue(String path, String token) {
    stage
        .values()
        .post(
            "/v1/secret/data/" + path,
            """
            {"data":{"username":"orders","password":"%s-0123456789abcdef0123456789abcdef","url":"postgres://orders-db.shop.svc:5432/orders"}}
            """
                .formatted(token));
  }

  private void awaitEmpty(String collection) {
    BareHttp api = stage.api();
    Awaitility.await(collection + " is empty")
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL)
        .atMost(PATIENCE)
        .until(() -> Json.read(api.get(collection + "?limit=1")).path("items").isEmpty());
  }
}
