package dev.keywright.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import dev.keywright.api.v1alpha1.TargetStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyEventFilterTest {
  private final PolicyEventFilter filter = new PolicyEventFilter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keywright.dev/sync-requested-at",
        "reconcile.fluxcd.io/requestedAt",
        "keywright.dev/rotate-requested-at",
        "keywright.dev/rotate-reason",
        "keywright.dev/rotate-requested-by"
      })
  void acceptsRequests(String annotation) {
    assertThat(isWorthALook(policy -> annotate(policy, annotation, "x"))).isTrue();
    SecretPolicy asked = policy();
    annotate(asked, annotation, "x");
    assertThat(filter.accept(policy(), asked)).isTrue();
    assertThat(filter.accept(asked, asked)).isFalse();
  }

  @Test
  void acceptsANewSpecANewObjectAndADeletion() {
    assertThat(isWorthALook(policy -> policy.getMetadata().setGeneration(2L))).isTrue();
    assertThat(isWorthALook(policy -> policy.getMetadata().setUid("other"))).isTrue();
    assertThat(
            isWorthALook(
                policy -> policy.getMetadata().setDeletionTimestamp("2026-03-04T12:00:00Z")))
        .isTrue();
  }

  @Test
  @DisplayName("R15 a status that somebody wiped is worth a look")
  void acceptsAWipedStatus() {
    assertThat(isWorthALook(policy -> policy.setStatus(null))).isTrue();
    assertThat(isWorthALook(policy -> policy.setStatus(status(null)))).isTrue();
  }

  @Test
  @DisplayName("S25 our own status, and labels and annotations of others, are not worth a look")
  void ignoresEverythingElse() {
    assertThat(isWorthALook(policy -> {})).isFalse();
    assertThat(isWorthALook(policy -> policy.setStatus(status("r2")))).isFalse();
    assertThat(isWorthALook(policy -> annotate(policy, "argocd.argoproj.io/sync", "x"))).isFalse();
    assertThat(isWorthALook(policy -> policy.getMetadata().setLabels(Map.of("a", "b")))).isFalse();
    assertThat(isWorthALook(policy -> policy.getMetadata().setResourceVersion("9"))).isFalse();
    SecretPolicy fresh = policy();
    fresh.setStatus(null);
    assertThat(filter.accept(fresh, fresh)).isFalse();
    assertThat(filter.accept(policy(), fresh)).isFalse();
  }

  private boolean isWorthALook(Consumer<SecretPolicy> change) {
    SecretPolicy after = policy();
    change.accept(after);
    return filter.accept(after, policy());
  }

  private static void annotate(SecretPolicy policy, String name, String value) {
    Map<String, String> annotations = new HashMap<>(policy.getMetadata().getAnnotations());
    annotations.put(name, value);
    policy.getMetadata().setAnnotations(annotations);
  }

  private static SecretPolicy policy() {
    SecretPolicy policy = new SecretPolicy();
    policy.setMetadata(
        new ObjectMetaBuilder()
            .withName("orders")
            .withNamespace("shop")
            .withUid("uid")
            .withGeneration(1L)
            .withAnnotations(Map.of())
            .build());
    policy.setStatus(status("r1"));
    return policy;
  }

  private static SecretPolicyStatus status(@Nullable String revision) {
    return new SecretPolicyStatus(
        1L,
        null,
        null,
        null,
        null,
        revision == null ? null : new TargetStatus("orders", null, revision, null, null, 1L),
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
