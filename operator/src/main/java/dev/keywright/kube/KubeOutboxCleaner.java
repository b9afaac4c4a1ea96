package dev.keywright.kube;

import dev.keywright.api.v1alpha1.OutboxItem;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.audit.AckLedger;
import dev.keywright.audit.record.AuditObject;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the status of an object without its confirmed audit records, on the object as it is now.
 * Thread-safe.
 */
public final class KubeOutboxCleaner {
  private final KubernetesClient client;
  private final AckLedger ledger;

  public KubeOutboxCleaner(KubernetesClient client, AckLedger ledger) {
    this.client = client;
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
    SecretPolicy live =
        client
            .resources(SecretPolicy.class)
            .inNamespace(object.namespace().orElse(""))
            .withName(object.name())
            .get();
    if (live == null
        || live.getStatus() == null
        || !object.uid().toString().equals(live.getMetadata().getUid())) {
      return false;
    }
    live.setStatus(live.getStatus().withOutbox(without(live.getStatus().outbox(), acked)));
    client.resource(live).updateStatus();
    return true;
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
