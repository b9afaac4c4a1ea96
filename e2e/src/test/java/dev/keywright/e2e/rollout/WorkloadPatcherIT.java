package dev.keywright.e2e.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.core.Reason;
import dev.keywright.core.RevisionCause;
import dev.keywright.e2e.junit.RealCluster;
import dev.keywright.e2e.junit.TestNamespace;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.rollout.Consumption.Publication;
import dev.keywright.kube.WorkloadPatcher;
import dev.keywright.rollout.RestartOutcome;
import dev.keywright.rollout.RolloutPlan;
import dev.keywright.rollout.WorkloadKind;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The restart annotation beside the tools that apply the manifests it is not in. */
@RealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkloadPatcherIT {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private final RealComponents components;
  private final KubernetesClient admin;
  private final String namespace;
  private final Consumption consumption;

  WorkloadPatcherIT(RealComponents components, KubernetesClient admin, TestNamespace namespace)
      throws Exception {
    this.components = components;
    this.admin = admin;
    this.namespace = namespace.name();
    this.consumption = new Consumption(admin, this.namespace);
  }

  @AfterAll
  void close() {
    consumption.close();
  }

  /** How a tool brings a manifest into the cluster. */
  enum Apply {
    /** {@code kubectl apply}, Argo CD: a strategic merge patch against what was applied last. */
    ClientSide {
      @Override
      void apply(KubernetesClient client, Deployment manifest, Map<String, Object> removed) {
        Deployment marked =
            new DeploymentBuilder(manifest)
                .editMetadata()
                .addToAnnotations(LAST_APPLIED, Serialization.asJson(manifest))
                .endMetadata()
                .build();
        var live = client.resource(marked);
        if (live.get() == null) {
          live.create();
          return;
        }
        patch(client, marked, PatchType.STRATEGIC_MERGE, Serialization.asJson(marked));
        patch(client, marked, PatchType.STRATEGIC_MERGE, Serialization.asJson(removed));
      }

      private void patch(
          KubernetesClient client, Deployment manifest, PatchType type, String patch) {
        client
            .resource(manifest)
            .patch(
                new PatchContext.Builder()
                    .withPatchType(type)
                    .withFieldManager("kubectl-client-side-apply")
                    .build(),
                patch);
      }
    },
    /** {@code kubectl apply --server-side}, Flux, Argo CD when it is told to. */
    ServerSide {
      @Override
      void apply(KubernetesClient client, Deployment manifest, Map<String, Object> removed) {
        client.resource(manifest).fieldManager("gitops").forceConflicts().serverSideApply();
      }
    };

    /**
     * Applies {@code manifest}.
     *
     * @param removed nulls for the fields that were in the manifest of the last time
     */
    abstract void apply(KubernetesClient client, Deployment manifest, Map<String, Object> removed);
  }

  @ParameterizedTest
  @EnumSource(Apply.class)
  void outlivesEveryApplyOfTheManifest(Apply tool) {
    String name = "apply-" + tool.name().toLowerCase(Locale.ROOT);
    Deployment manifest = manifest(name);
    tool.apply(admin, manifest, Map.of());
    consumption.awaitIndexed(name, 1);
    Deployment before = live(name);
    Publication changed = consumption.publish(name, RevisionCause.Rotated);
    assertThat(consumption.carryOut(consumption.plan(changed)))
        .containsExactly(new RestartOutcome.Patched());
    Deployment after = live(name);
    assertThat(withoutOurs(after, name).getSpec()).isEqualTo(before.getSpec());
    assertThat(after.getMetadata().getLabels()).isEqualTo(before.getMetadata().getLabels());

    tool.apply(admin, manifest, Map.of());
    assertThat(live(name).getMetadata().getGeneration())
        .isEqualTo(after.getMetadata().getGeneration());

    Deployment next =
        new DeploymentBuilder(manifest)
            .editSpec()
            .editTemplate()
            .editMetadata()
            .removeFromAnnotations("team")
            .endMetadata()
            .editSpec()
            .editFirstContainer()
            .withImage("fake:2")
            .endContainer()
            .endSpec()
            .endTemplate()
            .endSpec()
            .build();
    tool.apply(admin, next, nullForTeam());
    assertThat(live(name).getSpec().getTemplate().getSpec().getContainers().getFirst().getImage())
        .isEqualTo("fake:2");
    assertThat(live(name).getSpec().getTemplate().getMetadata().getAnnotations())
        .isEqualTo(Map.of("revision.keywright.dev/" + name, changed.revision().id()));
  }

  @Test
  void ownsTheAnnotationAndNothingElse() {
    Deployment manifest = manifest("owner");
    Apply.ServerSide.apply(admin, manifest, Map.of());
    consumption.awaitIndexed("owner", 1);
    Publication changed = consumption.publish("owner", RevisionCause.Rotated);
    consumption.carryOut(consumption.plan(changed));
    assertThat(live("owner").getMetadata().getManagedFields())
        .filteredOn(entry -> "keywright-consumer".equals(entry.getManager()))
        .singleElement()
        .satisfies(
            entry ->
                assertThat(fieldsOf(entry))
                    .isEqualTo(
                        "{\"f:spec\":{\"f:template\":{\"f:metadata\":{\"f:annotations\":"
                            + "{\"f:revision.keywright.dev/owner\":{}}}}}}"));
  }

  @Test
  void findsItsWayWhenOnlyTheObjectMoved() {
    create("moved");
    RolloutPlan plan = planFor("moved");
    merge("moved", "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}");
    assertThat(consumption.carryOut(plan)).containsExactly(new RestartOutcome.Patched());
  }

  @Test
  void leavesWhatAnotherActorWrote() {
    create("foreign");
    RolloutPlan plan = planFor("foreign");
    merge(
        "foreign",
        "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":"
            + "{\"revision.keywright.dev/foreign\":\"theirs\"}}}}}");
    assertThat(consumption.carryOut(plan)).containsExactly(new RestartOutcome.Conflict());
    assertThat(live("foreign").getSpec().getTemplate().getMetadata().getAnnotations())
        .containsEntry("revision.keywright.dev/foreign", "theirs");
  }

  @Test
  void owesNothingToWhatWasDeletedOrMadeAnew() {
    create("gone");
    RolloutPlan plan = planFor("gone");
    admin.apps().deployments().inNamespace(namespace).withName("gone").delete();
    assertThat(consumption.carryOut(plan)).containsExactly(new RestartOutcome.Gone());
    create("gone");
    assertThat(consumption.carryOut(plan)).containsExactly(new RestartOutcome.Gone());
    assertThat(live("gone").getSpec().getTemplate().getMetadata().getAnnotations())
        .doesNotContainKey("revision.keywright.dev/gone");
  }

  @Test
  void namesTheRightThatIsMissing() {
    create("denied");
    RolloutPlan plan = planFor("denied");
    ConsumerRights.grantLooking(admin, namespace, "looker");
    try (KubernetesClient looker = components.access().actingAs(namespace, "looker")) {
      assertThat(new WorkloadPatcher(looker).carryOut(plan.restarts().getFirst()))
          .isInstanceOfSatisfying(
              RestartOutcome.Denied.class,
              denied -> {
                assertThat(denied.diagnosis().reason()).isEqualTo(Reason.AccessDenied);
                assertThat(denied.diagnosis().message())
                    .contains("Deployment " + namespace + "/denied")
                    .contains("patch on deployments");
              });
    }
  }

  @Test
  void aPolicyNameOf253CharactersMakesAnAnnotationThatTheServerTakes() {
    String policy = "p".repeat(50) + "." + "q".repeat(202);
    create("long");
    consumption.awaitIndexed("long", 1);
    Publication changed = consumption.publish("long", RevisionCause.Rotated);
    assertThat(consumption.carryOut(consumption.plan(policy, changed)))
        .containsExactly(new RestartOutcome.Patched());
  }

  private RolloutPlan planFor(String name) {
    consumption.awaitIndexed(name, 1);
    RolloutPlan plan = consumption.plan(consumption.publish(name, RevisionCause.Rotated));
    assertThat(plan.restarts()).hasSize(1);
    return plan;
  }

  private void merge(String name, String patch) {
    admin
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withName(name)
        .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  private void create(String name) {
    admin.resource(manifest(name)).create();
  }

  private Deployment manifest(String name) {
    Deployment manifest =
        (Deployment) Manifests.reading(WorkloadKind.Deployment, name, "replicas: 0,");
    manifest.getMetadata().setNamespace(namespace);
    return manifest;
  }

  private Deployment live(String name) {
    return admin.apps().deployments().inNamespace(namespace).withName(name).require();
  }

  private static Deployment withoutOurs(Deployment deployment, String policy) {
    return new DeploymentBuilder(deployment)
        .editSpec()
        .editTemplate()
        .editMetadata()
        .removeFromAnnotations("revision.keywright.dev/" + policy)
        .endMetadata()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static Map<String, Object> nullForTeam() {
    Map<String, Object> annotations = new HashMap<>();
    annotations.put("team", null);
    return Map.of(
        "spec", Map.of("template", Map.of("metadata", Map.of("annotations", annotations))));
  }

  private static String fieldsOf(ManagedFieldsEntry entry) {
    return Serialization.asJson(entry.getFieldsV1());
  }
}
