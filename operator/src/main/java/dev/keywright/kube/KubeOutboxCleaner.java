package dev.keywright.kube;

import dev.keywright.api.v1alpha1.OutboxItem;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.audit.AckLedger;
import dev.keywright.audit.record.AuditObject;
import dev.keywright.core.ObjectKey;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes the status of an object without its confirmed audit records. Policies, of which there are
 * many, are taken from the cache; when that lags behind, the API server refuses and it is tried
 * again later. Thread-safe.
 */
public final class KubeOutboxCleaner {
  private final KubernetesClient client;
  private final Function<ObjectKey, Optional<SecretPolicy>> policies;
  private final AckLedger ledger;

  /**
   * @param policies the cache; empty for a policy that is gone
   */
  public KubeOutboxCleaner(
      KubernetesClient client,
      Function<ObjectKey, Optional<SecretPolicy>> policies,
      AckLedger ledger) {
    this.client = client;
    this.policies = policies;
    this.ledger = ledger;
  }

  /**
   * Clears what is confirmed of {@code object}; throws when the write fails, to be tried again
   * later.
   */
  public void clear(AuditObject object) {
    Set<String> acked = ledger.of(object);
    if (acked.isEmpty()) {
      return;
    }
    boolean found =
        object.kind().equals("SecretPolicy")
            ? clearPolicy(object, acked)
            : clearRotation(object, acked);
    if (found) {
      ledger.removed(object, acked);
    } else {
      ledger.forget(object);
    }
  }

  private boolean clearPolicy(AuditObject object, Set<String> acked) {
    Optional<SecretPolicy> known =
        policies
            .apply(new ObjectKey(object.namespace().orElse(""), object.name()))
            .filter(policy -> object.uid().toString().equals(policy.getMetadata().getUid()))
            .filter(policy -> policy.getStatus() != null);
    known.ifPresent(policy -> write(policy, acked));
    return known.isPresent();
  }

  private void write(SecretPolicy policy, Set<String> acked) {
    SecretPolicy cleared = new SecretPolicy();
    cleared.setMetadata(policy.getMetadata());
    cleared.setSpec(policy.getSpec());
    cleared.setStatus(policy.getStatus().withOutbox(without(policy.getStatus().outbox(), acked)));
    client.resource(cleared).updateStatus();
  }

  private boolean clearRotation(AuditObject object, Set<String> acked) {
    SecretRotation live =
        client
            .resources(SecretRotation.class)
            .inNamespace(object.namespace().orElse(""))
            .withName(object.name())
            .get();
    if (live == null
        || live.getStatus() == null
        || !object.uid().toString().equals(live.getMetadata().getUid())) {
      return false;
    }
    live.setStatus(
        live.getStatus()
            .withOutbox(
                without(live.getStatus().outbox(), acked), live.getStatus().auditSequence()));
    client.resource(live).updateStatus();
    return true;
  }

  private static @Nullable List<OutboxItem> without(
      @Nullable List<OutboxItem> items, Set<String> acked) {
    if (items == null) {
      return null;
    }
    List<OutboxItem> left = items.stream().filter(item -> !acked.contains(item.id())).toList();
    return left.isEmpty() ? null : left;
  }
}
