package dev.keywright.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.PolicyRef;
import dev.keywright.api.v1alpha1.RotationTrigger;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.api.v1alpha1.SecretRotationSpec;
import dev.keywright.core.ObjectKey;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunIdentityTest {
  private static final ObjectKey POLICY = new ObjectKey("shop", "orders-api");

  @Test
  void aRunWhoseNameFollowsFromItsTriggerIsKeywrightsOwn() {
    String slot = TriggerKeys.slot(LocalDateTime.parse("2026-03-04T03:00"));
    SecretRotation run = run(RunName.of(POLICY, slot), slot, null);

    RunIdentity identity = RunIdentity.of(run);

    assertThat(identity.isOperatorMade()).isTrue();
    assertThat(identity.triggerKey()).isEqualTo("slot:2026-03-04T03:00");
    assertThat(identity.id()).isEqualTo(run.getMetadata().getName());
    assertThat(identity.trigger(run.getSpec()))
        .isEqualTo(new RotationTrigger("Schedule", slot, null, "None", "why"));
  }

  @Test
  void aRunOfAnotherNameIsAPersonsWhateverTriggerItClaims() {
    SecretRotation run = run("by-hand", "slot:2026-03-04T03:00", "alice");

    RunIdentity identity = RunIdentity.of(run);

    assertThat(identity.isOperatorMade()).isFalse();
    assertThat(identity.triggerKey()).isEqualTo("request:by-hand");
    assertThat(identity.id()).isEqualTo(RunName.idOf(POLICY, "request:by-hand"));
    assertThat(identity.trigger(run.getSpec()))
        .isEqualTo(
            new RotationTrigger("SecretRotation", "request:by-hand", "alice", "Claimed", "why"));
  }

  @Test
  void aRunByAnnotationSaysSo() {
    String request = TriggerKeys.request("2026-03-04T12:00:00Z");
    SecretRotation run = run(RunName.of(POLICY, request), request, "alice");

    assertThat(RunIdentity.of(run).trigger(run.getSpec()))
        .isEqualTo(new RotationTrigger("Annotation", request, "alice", "Claimed", "why"));
  }

  @Test
  void keysTellSlotsFromRequests() {
    String due = TriggerKeys.due(Instant.parse("2026-03-04T03:00:00Z"));

    assertThat(due).isEqualTo("slot:2026-03-04T03:00:00Z");
    assertThat(TriggerKeys.isSlot(due)).isTrue();
    assertThat(TriggerKeys.isRequest(due)).isFalse();
    assertThat(TriggerKeys.isRequest(TriggerKeys.request("x"))).isTrue();
  }

  private static SecretRotation run(String name, String trigger, @Nullable String actor) {
    SecretRotation run = new SecretRotation();
    run.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName(name)
            .withCreationTimestamp("2026-03-04T12:00:00Z")
            .build());
    run.setSpec(new SecretRotationSpec(new PolicyRef("orders-api"), "why", actor, trigger));
    return run;
  }
}
