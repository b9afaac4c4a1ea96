package dev.keywright.audit.record;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * A whole record, as it stands in a log.
 *
 * @param object whose record it is
 * @param sequence which one of that object, from 1 on
 * @param draft what happened
 * @param merged present when it stands for several
 * @param recorded when it entered the chain, to the millisecond
 * @param producer who wrote it
 * @param chain its place
 */
public record AuditRecord(
    AuditObject object,
    long sequence,
    RecordDraft draft,
    Optional<Merge> merged,
    Instant recorded,
    Producer producer,
    ChainPosition chain) {
  public AuditRecord {
    recorded = recorded.truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * UUIDv5 of the object's uid and the sequence: the same record, the same id, however often sent.
   */
  public UUID id() {
    return object.recordId(sequence);
  }
}
