package dev.keywright.e2e.image;

import com.sun.net.httpserver.HttpServer;
import dev.keywright.api.ConditionSet;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import dev.keywright.api.v1alpha1.SecretStore;
import dev.keywright.e2e.launcher.model.Checkout;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Stand-ins for an API server and a Vault, on loopback, with one store and one policy: enough for
 * the operator to start, lead, write a Secret and repair it. Only for the training of the AOT
 * cache, which must work on any machine and in seconds; how the operator behaves is tested
 * elsewhere, on real components.
 */
final class TrainingCluster implements AutoCloseable {
  static final String OPERATOR_NAMESPACE = "keywright";

  private static final int HTTP_CREATED = 201;
  private static final String NAMESPACE = "shop";
  private static final String NAME = "training";

  private static final Map<String, String> VAULT =
      Map.of(
          "/v1/auth/token/lookup-self",
          "{\"data\":{\"display_name\":\"token\",\"policies\":[\"shop\"],\"ttl\":0,\"renewable\":false}}",
          "/v1/sys/internal/ui/mounts/kv",
          "{\"data\":{\"type\":\"kv\",\"options\":{\"version\":\"2\"}}}",
          "/v1/kv/data/shop/training",
          "{\"data\":{\"data\":{\"user\":\"shop\",\"nested\":{\"key\":1}},\"metadata\":{\"version\":1,\"created_time\":\"2026-01-02T03:04:05Z\"}}}");

  /**
   * The mock prints every request. Kept here, because the JDK forgets loggers that nobody holds.
   */
  private final Logger mockLog = Logger.getLogger(MockWebServer.class.getName());

  private final KubernetesMockServer api;
  private final KubernetesClient client;
  private final HttpServer vault;

  private TrainingCluster(KubernetesMockServer api, HttpServer vault) {
    mockLog.setLevel(Level.OFF);
    this.api = api;
    this.client = api.createClient();
    this.vault = vault;
  }

  static TrainingCluster start(Checkout checkout) {
    Map<ServerRequest, Queue<ServerResponse>> answers = new HashMap<>();
    KubernetesMockServer api =
        new KubernetesMockServer(
            new Context(),
            new MockWebServer(),
            answers,
            new KubernetesMixedDispatcher(
                answers, checkout.crds().stream().map(TrainingCluster::describe).toList()),
            true);
    api.expect()
        .post()
        .withPath("/apis/authorization.k8s.io/v1/selfsubjectrulesreviews")
        .andReturn(HTTP_CREATED, mayDoAll())
        .always();
    api.init(InetAddress.getLoopbackAddress(), 0);
    TrainingCluster cluster = new TrainingCluster(api, startVault());
    cluster.fill();
    return cluster;
  }

  /** Writes a kubeconfig for this cluster. */
  void writeKubeconfig(Path file) {
    String text =
        """
        apiVersion: v1
        kind: Config
        clusters:
        - name: training
          cluster: {server: "https://127.0.0.1:%d", insecure-skip-tls-verify: true}
        users:
        - name: training
          user: {token: training}
        contexts:
        - name: training
          context: {cluster: training, user: training}
        current-context: training
        """
            .formatted(api.getPort());
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the Secret is written, the policy says so, and the audit records of it are out. */
  boolean isSettled() {
    SecretPolicyStatus status =
        client
            .resources(SecretPolicy.class)
            .inNamespace(NAMESPACE)
            .withName(NAME)
            .get()
            .getStatus();
    return target().get() != null
        && status != null
        && isReady(status)
        && (status.outbox() == null || status.outbox().isEmpty());
  }

  /** Deletes the Secret, as somebody might by mistake. */
  void deleteTarget() {
    target().delete();
  }

  @Override
  public void close() {
    client.close();
    api.destroy();
    vault.stop(0);
  }

  /** What is asked before the operator takes part in a leader election. */
  private static SelfSubjectRulesReview mayDoAll() {
    return new SelfSubjectRulesReviewBuilder()
        .withNewStatus()
        .withIncomplete(false)
        .addNewResourceRule()
        .withApiGroups("*")
        .withResources("*")
        .withVerbs("*")
        .endResourceRule()
        .endStatus()
        .build();
  }

  private void fill() {
    create(namespace("kube-system"));
    create(namespace(OPERATOR_NAMESPACE));
    create(namespace(NAMESPACE));
    create(
        new SecretBuilder()
            .withNewMetadata()
            .withName("vault")
            .withNamespace(NAMESPACE)
            .endMetadata()
            .addToData("token", encode("training"))
            .build());
    create(
        Serialization.unmarshal(
            """
            apiVersion: keywright.dev/v1alpha1
            kind: SecretStore
            metadata: {name: vault, namespace: %s}
            spec:
              provider:
                vault: {address: "http://127.0.0.1:%d", mount: kv, auth: {token: {secretRef: {name: vault, key: token}}}}
            """
                .formatted(NAMESPACE, vault.getAddress().getPort()),
            SecretStore.class));
    create(
        Serialization.unmarshal(
            """
            apiVersion: keywright.dev/v1alpha1
            kind: SecretPolicy
            metadata: {name: %s, namespace: %s}
            spec:
              storeRef: {name: vault}
              dataFrom: [{extract: {path: shop/training}}]
            """
                .formatted(NAME, NAMESPACE),
            SecretPolicy.class));
  }

  private static boolean isReady(SecretPolicyStatus status) {
    return ConditionSet.find(status.conditions(), "Ready")
        .filter(ready -> ready.status().equals("True"))
        .isPresent();
  }

  private Resource<Secret> target() {
    return client.secrets().inNamespace(NAMESPACE).withName(NAME);
  }

  private void create(HasMetadata resource) {
    client.resource(resource).create();
  }

  private static Namespace namespace(String name) {
    return new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build();
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static CustomResourceDefinitionContext describe(Path crd) {
    try {
      return CustomResourceDefinitionContext.fromCrd(
          Serialization.unmarshal(Files.readString(crd), CustomResourceDefinition.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpServer startVault() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            byte[] body =
                VAULT
                    .getOrDefault(exchange.getRequestURI().getPath(), "{\"errors\":[]}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().put("Content-Type", List.of("application/json"));
            exchange.sendResponseHeaders(
                VAULT.containsKey(exchange.getRequestURI().getPath()) ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
