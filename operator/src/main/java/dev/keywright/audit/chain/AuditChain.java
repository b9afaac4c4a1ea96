package dev.keywright.audit.chain;

import dev.keywright.audit.json.MalformedLine;
import dev.keywright.audit.record.AuditEntry;
import dev.keywright.audit.record.AuditObject;
import dev.keywright.audit.record.AuditRecord;
import dev.keywright.audit.record.ChainPosition;
import dev.keywright.audit.record.Evidence;
import dev.keywright.audit.record.Merge;
import dev.keywright.audit.record.Producer;
import dev.keywright.audit.record.RecordDraft;
import dev.keywright.audit.record.RecordWriter;
import dev.keywright.audit.record.TrailRecords;
import java.time.InstantSource;
import java.util.Optional;

/**
 * One epoch of the hash chain: gives each record its place and its hash. The first record of the
 * epoch ({@link #start()}) cites the head that it continues from; every other cites the one before.
 *
 * <pre>
 *   … ─ e1:h ─────────── e2:h+1 EpochStarted ─ e2:h+2 ─ …
 *         └ e1:h+1 ─ …    parent = e1:h     (what the old writer sent after its last head: tail)
 * </pre>
 *
 * <p>Thread-safe; calls are served one after the other. There must be one chain object per epoch:
 * who may start which epoch is decided by {@link AuditHeadStore#replace}.
 */
public final class AuditChain {
  /** What the very first record cites as the hash of the record before it. */
  public static final String GENESIS = "0".repeat(64);

  private final String cluster;
  private final Producer producer;
  private final InstantSource time;
  private final Optional<AuditHead> parent;
  private final long epoch;
  private final AuditObject trail;
  private long seq;
  private String hash;
  private long trailSequence;

  /**
   * @param cluster names the installation; at most 253 characters
   * @param producer the process that writes
   * @param time the clock for {@code recorded}
   * @param parent the head to continue from; empty for a new chain
   */
  public AuditChain(
      String cluster, Producer producer, InstantSource time, Optional<AuditHead> parent) {
    this.cluster = cluster;
    this.producer = producer;
    this.time = time;
    this.parent = parent;
    this.epoch = parent.map(head -> head.epoch() + 1).orElse(1L);
    this.seq = parent.map(AuditHead::seq).orElse(0L);
    this.hash = parent.map(AuditHead::hash).orElse(GENESIS);
    this.trail = AuditObject.epoch(cluster, epoch);
  }

  /** The first record of the epoch; to be called once, before anything else. */
  public synchronized AuditLine start() {
    if (trailSequence != 0) {
      throw new IllegalStateException("the epoch has started");
    }
    return own(
        TrailRecords.epochStarted(
            time.instant(),
            parent.map(head -> new Evidence.Parent(head.epoch(), head.seq(), head.hash()))));
  }

  /**
   * The next record, from an outbox of {@code object}.
   *
   * @return empty when the entry is not one that Keywright wrote; the chain is then unchanged
   */
  public synchronized Optional<AuditLine> append(AuditObject object, AuditEntry entry) {
    return entry
        .open(object)
        .flatMap(opened -> next(object, entry.sequence(), opened.draft(), opened.merged()));
  }

  /** The next record, about the trail itself. */
  public synchronized AuditLine own(RecordDraft draft) {
    trailSequence++;
    return next(trail, trailSequence, draft, Optional.empty())
        .orElseThrow(() -> new IllegalStateException("a record about the trail is malformed"));
  }

  private Optional<AuditLine> next(
      AuditObject object, long sequence, RecordDraft draft, Optional<Merge> merged) {
    ChainPosition place = new ChainPosition(cluster, epoch, seq + 1, hash, "");
    AuditRecord entry =
        RecordWriter.seal(
            new AuditRecord(object, sequence, draft, merged, time.instant(), producer, place));
    String json = RecordWriter.line(entry);
    try {
      RecordWriter.requireWellFormed(json);
    } catch (MalformedLine e) {
      return Optional.empty();
    }
    seq = entry.chain().seq();
    hash = entry.chain().hash();
    return Optional.of(new AuditLine(entry.chain(), json));
  }
}
