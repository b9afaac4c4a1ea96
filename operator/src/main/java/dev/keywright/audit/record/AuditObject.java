package dev.keywright.audit.record;

import java.util.Optional;
import java.util.UUID;

/**
 * The object whose outbox a record was written to, and whose sequence it carries.
 *
 * @param kind the Kubernetes kind, or {@code AuditEpoch} for the trail's own records
 * @param namespace empty for cluster-scoped objects
 * @param name the object's name
 * @param uid the object's uid
 */
public record AuditObject(String kind, Optional<String> namespace, String name, UUID uid) {
  private static final UUID EPOCHS = UUID.fromString("5a1b9f0e-6d0c-5f6e-9a52-0f1f6b7c2d11");

  public AuditObject {
    kind = RecordText.require(kind, RecordLimits.WORD);
    namespace = RecordText.clip(namespace, RecordLimits.NAMESPACE);
    name = RecordText.require(name, RecordLimits.NAME);
  }

  /** An object in a namespace. */
  public static AuditObject namespaced(String kind, String namespace, String name, UUID uid) {
    return new AuditObject(kind, Optional.of(namespace), name, uid);
  }

  /** An object without a namespace. */
  public static AuditObject cluster(String kind, String name, UUID uid) {
    return new AuditObject(kind, Optional.empty(), name, uid);
  }

  /** What stands for the trail itself during one epoch; its sequence begins at 1. */
  public static AuditObject epoch(String cluster, long epoch) {
    UUID uid = NameBasedUuid.of(EPOCHS, cluster + "/" + epoch);
    return new AuditObject("AuditEpoch", Optional.empty(), "epoch-" + epoch, uid);
  }

  /** The id of this object's record number {@code sequence}. */
  public UUID recordId(long sequence) {
    return NameBasedUuid.of(uid, Long.toString(sequence));
  }
}
