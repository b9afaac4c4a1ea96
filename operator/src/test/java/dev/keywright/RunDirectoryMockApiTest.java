package dev.keywright;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.ApiNames;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.SourceVersion;
import dev.keywright.core.StoreReference;
import dev.keywright.fetch.SourceKey;
import dev.keywright.kube.KubeClients;
import dev.keywright.policy.PolicyDirectory;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.VersionSelector;
import dev.keywright.rotation.RotationObjects.Creation;
import dev.keywright.rotation.RotationObjects.PolicyLookup;
import dev.keywright.sync.CommittedVersions.Commit;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init")
class RunDirectoryMockApiTest {
  private static final KubernetesSerialization YAML = KubeClients.serialization();
  private static final ObjectKey POLICY = new ObjectKey("shop", "orders-api");
  private static final String POLICIES =
      "/apis/keywright.dev/v1alpha1/namespaces/shop/secretpolicies/orders-api";
  private static final String RUNS = "/apis/keywright.dev/v1alpha1/namespaces/shop/secretrotations";

  KubernetesMockServer server;
  KubernetesClient client;
  private final RunCacheInMemory cache = new RunCacheInMemory();
  private final Map<String, String> annotations = new HashMap<>();
  private RunDirectory runs;

  @BeforeEach
  void open() {
    runs =
        new RunDirectory(
            client,
            new PolicyDirectory(),
            "blue",
            (target, name) -> Optional.ofNullable(annotations.get(target + " " + name)));
    runs.attach(cache);
  }

  @Test
  void aPolicyThatTheCacheDoesNotKnowIsLookedUpBeforeItCountsAsDeleted() {
    server.expect().get().withPath(POLICIES).andReturn(200, policy("blue")).once();
    assertThat(runs.policy(POLICY)).isInstanceOf(PolicyLookup.Found.class);

    server.expect().get().withPath(POLICIES).andReturn(404, null).once();
    assertThat(runs.policy(POLICY)).isEqualTo(new PolicyLookup.Absent());
  }

  @Test
  void aPolicyOfAnotherClassIsServedElsewhere() {
    server.expect().get().withPath(POLICIES).andReturn(200, policy("green")).once();

    assertThat(runs.policy(POLICY)).isEqualTo(new PolicyLookup.Elsewhere());
  }

  @Test
  void aRunIsCreatedOnce() {
    SecretRotation run = run("r1", "");
    server.expect().post().withPath(RUNS).andReturn(201, run).once();
    assertThat(runs.create(run)).isInstanceOf(Creation.Created.class);

    server.expect().post().withPath(RUNS).andReturn(409, null).once();
    assertThat(runs.create(run)).isEqualTo(new Creation.AlreadyExists());
  }

  @Test
  void aRefusedCreationNamesTheRunAndTheCode() {
    server.expect().post().withPath(RUNS).andReturn(403, null).once();

    assertThat(runs.create(run("r1", "")))
        .isInstanceOfSatisfying(
            Creation.Refused.class,
            refused ->
                assertThat(refused.diagnosis().message())
                    .isEqualTo(
                        "SecretRotation shop/r1 could not be created, code 403: see the rights of"
                            + " the operator's account."));
  }

  @Test
  void aCommitOfARunThatIsNotOverIsToldToWhoeverReadsTheObject() {
    SourceKey source = source(VersionSelector.current());
    cache.see(run("r1", "phase: Verified, subject: SUBJECT"));
    assertThat(runs.of("shop", source)).isEmpty();

    cache.write(run("r1", "phase: Committed, pending: {version: '2'}, subject: SUBJECT"));
    assertThat(runs.of("shop", source)).contains(new Commit("r1", new SourceVersion("2")));
    assertThat(runs.of("shop", source(new VersionSelector.Pinned("1")))).isEmpty();

    cache.write(
        run(
            "r1",
            "phase: Done, pending: {version: '2'}, subject: SUBJECT,"
                + " finishedTime: '2026-03-04T12:00:00Z'"));
    assertThat(runs.of("shop", source)).isEmpty();
  }

  @Test
  void runsAreFoundByTheirPolicy() {
    cache.see(run("r1", ""));
    cache.see(run("r2", "phase: Done, finishedTime: '2026-03-04T12:00:00Z'"));

    assertThat(runs.runsOf(POLICY)).hasSize(2);
    assertThat(runs.active(POLICY)).hasSize(1);
    assertThat(runs.runsOf(new ObjectKey("other", "orders-api"))).isEmpty();
  }

  @Test
  void theRunThatATargetShowsIsBelievedOnlyOfTheTargetOfThatPolicy() {
    SecretPolicy policy = policy("blue");
    annotations.put("shop/orders-api " + ApiNames.TARGET_ROTATION, "r1");
    assertThat(runs.shownRun(policy)).isEmpty();

    annotations.put("shop/orders-api " + ApiNames.TARGET_POLICY, "other");
    assertThat(runs.shownRun(policy)).isEmpty();

    annotations.put("shop/orders-api " + ApiNames.TARGET_POLICY, "orders-api");
    assertThat(runs.shownRun(policy)).contains("r1");
  }

  @Test
  void nothingIsKnownBeforeTheControllerRuns() {
    RunDirectory fresh =
        new RunDirectory(client, new PolicyDirectory(), "", (target, name) -> Optional.empty());

    assertThat(fresh.runsOf(POLICY)).isEmpty();
    assertThat(fresh.of("shop", source(VersionSelector.current()))).isEmpty();
  }

  private static SourceKey source(VersionSelector selector) {
    return new SourceKey(
        StoreReference.namespaced("shop", "vault"), SecretPath.of("shop/orders-api"), selector);
  }

  private static SecretPolicy policy(String installationClass) {
    return YAML.unmarshal(
        """
        ---
        apiVersion: keywright.dev/v1alpha1
        kind: SecretPolicy
        metadata: {name: orders-api, namespace: shop}
        spec: {class: %s, storeRef: {name: vault}, dataFrom: [{extract: {path: shop/orders-api}}]}
        """
            .formatted(installationClass),
        SecretPolicy.class);
  }

  private static SecretRotation run(String name, String status) {
    return YAML.unmarshal(
        """
        ---
        apiVersion: keywright.dev/v1alpha1
        kind: SecretRotation
        metadata: {name: %s, namespace: shop, creationTimestamp: '2026-03-04T12:00:00Z'}
        spec: {policyRef: {name: orders-api}}
        status: {%s}
        """
            .formatted(
                name,
                status.replace(
                    "SUBJECT",
                    "{store: secstore/vault, path: shop/orders-api, properties: [token],"
                        + " driver: valueOnly}")),
        SecretRotation.class);
  }
}
