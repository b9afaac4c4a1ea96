package dev.keywright.e2e.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keywright.api.ConditionSet;
import dev.keywright.api.v1alpha1.RequestState;
import dev.keywright.e2e.junit.RealCluster;
import dev.keywright.e2e.junit.TestNamespace;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.vault.VaultApi;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** How policies, their stores and their targets come and go. */
@RealCluster(with = {Component.VAULT})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LifeE2E {
  private static final Duration PROMPT = Duration.ofSeconds(2);

  private final RealComponents real;
  private final String namespace;
  private VaultApi vault;
  private Scene scene;

  LifeE2E(RealComponents real, TestNamespace namespace) {
    this.real = real;
    this.namespace = namespace.name();
  }

  @BeforeAll
  void start(@TempDir Path folder) {
    vault = real.vaultApi();
    scene = new Scene(real, vault, namespace, folder);
    scene.store("vault", real.vault().address());
    scene.put("app", Map.of("token", "t1"));
  }

  @AfterAll
  void stop() {
    scene.close();
    vault.close();
  }

  @Test
  @DisplayName("S26 policies of a missing store recover within 2 s of its becoming ready")
  void recoversFromAMissingStore(TestReporter reporter) {
    for (String name : List.of("early-1", "early-2", "early-3")) {
      scene.policy(name, "storeRef: {name: late}\ndataFrom: [{extract: {path: PATH/app}}]");
      scene.await(name, "Ready", "False StoreNotFound");
      assertThat(scene.condition(name, "Ready").message()).contains("secstore/late");
    }
    scene.store("late", real.vault().address());
    assertRecovers(reporter, "late", List.of("early-1", "early-2", "early-3"));
  }

  @Test
  @DisplayName(
      "S26 policies of a store that cannot be used recover within 2 s of its becoming ready")
  void recoversFromAnUnusableStore(TestReporter reporter) {
    scene.store("broken", "http://127.0.0.1:1");
    scene.policy("waiting", "storeRef: {name: broken}\ndataFrom: [{extract: {path: PATH/app}}]");
    scene.await("waiting", "Ready", "Unknown ProviderUnavailable");
    assertThat(scene.brief("waiting", "Reconciling")).isEqualTo("True ProviderUnavailable");
    scene.store("broken", real.vault().address());
    assertRecovers(reporter, "broken", List.of("waiting"));
    assertThat(scene.brief("waiting", "Reconciling")).isEmpty();
  }

  private void assertRecovers(TestReporter reporter, String store, List<String> policies) {
    await().atMost(Scene.SOON).pollInterval(Duration.ofMillis(20)).until(() -> isReady(store));
    Instant ready = Instant.now();
    await(store)
        .atMost(PROMPT)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () ->
                policies.stream()
                    .allMatch(name -> scene.brief(name, "Ready").equals("True Synced")));
    reporter.publishEntry(
        "recovered after store " + store + " was ready",
        Duration.between(ready, Instant.now()).toString());
  }

  private boolean isReady(String store) {
    var status = scene.stores(store).get().getStatus();
    return status != null && ConditionSet.isTrue(status.conditions(), "Ready");
  }

  @Test
  @DisplayName(
      "a new policy is one write of its target and one of its status, a new value too, and no read")
  void costsTwoWrites(TestReporter reporter) throws IOException {
    scene.put("counted", Map.of("token", "t1"));
    scene.policy("counted", "storeRef: {name: vault}\ndataFrom: [{extract: {path: PATH/counted}}]");
    scene.awaitSynced("counted");
    List<String> calls = callsAbout("counted");
    reporter.publishEntry("calls of a new policy", calls.toString());
    assertThat(calls)
        .startsWith("create secrets", "update secretpolicies/status")
        .doesNotContain("get secrets", "list secrets")
        .filteredOn(call -> !call.equals("update secretpolicies/status"))
        .hasSize(1);
    int before = calls.size();
    scene.put("counted", Map.of("token", "t2"));
    scene.annotate("counted", "keywright.dev/sync-requested-at", Instant.now().toString());
    await().atMost(Scene.SOON).until(() -> scene.data("counted").get("token"), "t2"::equals);
    await()
        .atMost(Scene.SOON)
        .until(
            () ->
                scene
                    .syncRequest("counted")
                    .filter(request -> request.state() == RequestState.Done)
                    .isPresent());
    List<String> more = callsAbout("counted").subList(before, callsAbout("counted").size());
    reporter.publishEntry("calls of a changed value", more.toString());
    assertThat(more)
        .contains("update secrets")
        .doesNotContain("get secrets", "patch secrets")
        .filteredOn(call -> !call.equals("update secretpolicies/status"))
        .hasSize(1);
  }

  @Test
  @DisplayName("S22 a deleted policy takes its Secret along, one made again brings it back")
  void goesWithItsPolicy() {
    String spec = "storeRef: {name: vault}\ndataFrom: [{extract: {path: PATH/app}}]";
    scene.policy("short-lived", spec);
    scene.awaitSynced("short-lived");
    scene.policies("short-lived").delete();
    await().atMost(Scene.SOON).until(() -> scene.secrets("short-lived").get() == null);
    scene.policy("short-lived", spec);
    scene.awaitSynced("short-lived");
    assertThat(scene.data("short-lived")).isEqualTo(Map.of("token", "t1"));
  }

  @Test
  @DisplayName("a workload made while an older value was shown is restarted for the new one")
  void restartsWorkloadsThatAreOlder() {
    scene.put("used", Map.of("token", "t1"));
    scene.policy(
        "used",
        """
        storeRef: {name: vault}
        refresh: {interval: 1s}
        dataFrom: [{extract: {path: PATH/used}}]
        consumers: {restart: Rolling}
        """);
    scene.awaitSynced("used");
    scene
        .admin()
        .resource(
            new DeploymentBuilder()
                .withNewMetadata()
                .withName("older")
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withReplicas(0)
                .withNewSelector()
                .addToMatchLabels("app", "older")
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", "older")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("c")
                .withImage("fake")
                .addNewEnvFrom()
                .withNewSecretRef("used", false)
                .endEnvFrom()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build())
        .create();
    scene.put("used", Map.of("token", "t2"));
    await()
        .atMost(Scene.SOON)
        .untilAsserted(
            () -> {
              assertThat(scene.data("used")).isEqualTo(Map.of("token", "t2"));
              assertThat(
                      scene
                          .admin()
                          .apps()
                          .deployments()
                          .inNamespace(namespace)
                          .withName("older")
                          .get()
                          .getSpec()
                          .getTemplate()
                          .getMetadata()
                          .getAnnotations())
                  .containsEntry("revision.keywright.dev/used", scene.revision("used"));
            });
    Instant accepted =
        scene.secrets("used").get().getMetadata().getManagedFields().stream()
            .filter(entry -> entry.getManager().equals("keywright"))
            .map(entry -> Instant.parse(entry.getTime()))
            .max(Instant::compareTo)
            .orElseThrow();
    await()
        .atMost(Scene.SOON)
        .untilAsserted(
            () ->
                assertThat(scene.status("used").changedTime()).isEqualTo(accepted.plusSeconds(1)));
  }

  /** What the operator asked of the API server about the objects called {@code name}, in order. */
  private List<String> callsAbout(String name) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    String operator = "system:serviceaccount:kw-" + namespace + ":keywright";
    try (Stream<String> lines = Files.lines(real.controlPlane().requireAuditLog())) {
      return lines
          .filter(line -> line.contains(operator) && line.contains("\"" + name + "\""))
          .map(
              line -> {
                try {
                  return mapper.readTree(line);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .filter(event -> event.at("/user/username").asText().equals(operator))
          .filter(event -> event.at("/objectRef/name").asText().equals(name))
          .map(LifeE2E::describe)
          .toList();
    }
  }

  private static String describe(JsonNode event) {
    String subresource = event.at("/objectRef/subresource").asText();
    return event.at("/verb").asText()
        + " "
        + event.at("/objectRef/resource").asText()
        + (subresource.isEmpty() ? "" : "/" + subresource);
  }
}
