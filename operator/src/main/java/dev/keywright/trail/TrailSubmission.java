package dev.keywright.trail;

import dev.keywright.audit.AckLedger;
import dev.keywright.audit.AuditDrain;
import dev.keywright.audit.AuditOutbox;
import dev.keywright.audit.Submission;
import dev.keywright.audit.record.AuditEntry;
import dev.keywright.audit.record.AuditObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Between outboxes and drain: hands written records on, and takes confirmed ones out of an outbox
 * that is about to be written anyhow. Thread-safe.
 */
public final class TrailSubmission {
  private static final Logger LOG = LoggerFactory.getLogger(TrailSubmission.class);

  private final AuditDrain drain;
  private final AckLedger ledger;

  public TrailSubmission(AuditDrain drain, AckLedger ledger) {
    this.drain = drain;
    this.ledger = ledger;
  }

  /** {@code outbox} without the records that are confirmed. */
  AuditOutbox trim(AuditOutbox outbox) {
    return outbox.without(ledger.of(outbox.object()));
  }

  /** The status with these entries is written. */
  void submit(AuditObject object, List<AuditEntry> entries) {
    Set<String> gone = new HashSet<>(ledger.of(object));
    entries.forEach(entry -> gone.remove(entry.id()));
    ledger.removed(object, gone);
    if (!entries.isEmpty() && drain.submit(object, entries) == Submission.Later) {
      LOG.atDebug().addKeyValue("object", object.name()).log("Audit records wait in their outbox");
    }
  }

  /** The object is gone; these entries stood in its outbox. */
  void submitLast(AuditObject object, List<AuditEntry> entries) {
    Set<String> confirmed = ledger.of(object);
    ledger.forget(object);
    drain.submitLast(
        object, entries.stream().filter(entry -> !confirmed.contains(entry.id())).toList());
  }
}
