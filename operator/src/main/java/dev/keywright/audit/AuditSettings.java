package dev.keywright.audit;

import dev.keywright.audit.record.Producer;
import java.time.Duration;

/**
 * How the drain works.
 *
 * @param cluster names the installation whose chain it is, at most 253 characters
 * @param producer the process that writes
 * @param capacity how many records may be on their way; further ones stay in their outboxes. At
 *     least {@link AuditOutbox#MAX_ENTRIES}
 * @param headEveryRecords the head is stored after so many confirmed records
 * @param headEvery the head is stored so long after a confirmed record, if that comes first
 * @param heartbeatEvery silence after which a heartbeat is recorded
 * @param retryCap the longest wait between two tries of a failing sink or head store
 */
public record AuditSettings(
    String cluster,
    Producer producer,
    int capacity,
    int headEveryRecords,
    Duration headEvery,
    Duration heartbeatEvery,
    Duration retryCap) {
  public AuditSettings {
    if (capacity < AuditOutbox.MAX_ENTRIES || headEveryRecords < 1) {
      throw new IllegalArgumentException("a drain takes at least one outbox");
    }
  }

  /** What suits an installation that has no reason to choose otherwise. */
  public static AuditSettings standard(String cluster, Producer producer) {
    return new AuditSettings(
        cluster,
        producer,
        8192,
        256,
        Duration.ofSeconds(30),
        Duration.ofHours(1),
        Duration.ofSeconds(10));
  }
}
