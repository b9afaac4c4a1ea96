package dev.keywright.sync;

import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names of a policy's conditions, and look-ups. Pure. */
final class Conditions {
  static final String READY = "Ready";
  static final String SYNCED = "Synced";
  static final String RECONCILING = "Reconciling";
  static final String STALLED = "Stalled";

  private Conditions() {}

  static boolean isTrue(@Nullable SecretPolicyStatus status, String type) {
    List<Condition> conditions =
        status == null || status.conditions() == null ? List.of() : status.conditions();
    return conditions.stream()
        .anyMatch(condition -> condition.type().equals(type) && condition.status().equals("True"));
  }
}
