package dev.keywright.trail;

import dev.keywright.api.v1alpha1.OutboxItem;
import dev.keywright.audit.AuditOutbox;
import dev.keywright.audit.record.AuditEntry;
import dev.keywright.audit.record.AuditObject;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An outbox as a status holds it, and as the audit trail knows it. Pure. */
final class Outboxes {
  private Outboxes() {}

  /** The object of an outbox. */
  static AuditObject objectOf(HasMetadata resource) {
    var meta = resource.getMetadata();
    return AuditObject.namespaced(
        resource.getKind(), meta.getNamespace(), meta.getName(), UUID.fromString(meta.getUid()));
  }

  /**
   * Reads the outbox of {@code resource} from its status; numbering goes on beyond a status that
   * was lost.
   */
  static AuditOutbox read(
      HasMetadata resource,
      @Nullable List<OutboxItem> items,
      @Nullable Long sequence,
      Instant now) {
    AuditObject object = objectOf(resource);
    if (sequence == null) {
      Instant created = Instant.parse(resource.getMetadata().getCreationTimestamp());
      return AuditOutbox.none(object, Duration.between(created, now));
    }
    return new AuditOutbox(object, sequence, entries(items));
  }

  /** The entries of a status; those that lack a part are left out. */
  static List<AuditEntry> entries(@Nullable List<OutboxItem> items) {
    return items == null
        ? List.of()
        : items.stream().map(Outboxes::entry).filter(Objects::nonNull).toList();
  }

  private static @Nullable AuditEntry entry(OutboxItem item) {
    Long sequence = item.sequence();
    String type = item.type();
    Instant at = item.at();
    String body = item.body();
    return sequence == null || type == null || at == null || body == null
        ? null
        : new AuditEntry(item.id(), sequence, type, at, body);
  }

  /** What a status holds of {@code outbox}. */
  static List<OutboxItem> items(AuditOutbox outbox) {
    return outbox.entries().stream()
        .map(
            entry ->
                new OutboxItem(
                    entry.id(), entry.sequence(), entry.type(), entry.at(), entry.body()))
        .toList();
  }
}
