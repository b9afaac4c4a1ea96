package dev.keywright.audit;

import dev.keywright.audit.chain.AuditChain;
import dev.keywright.audit.chain.AuditHead;
import dev.keywright.audit.chain.AuditHeadStore;
import dev.keywright.audit.chain.AuditHeadStore.ReadResult;
import dev.keywright.audit.chain.AuditHeadStore.WriteResult;
import dev.keywright.audit.chain.AuditLine;
import dev.keywright.audit.json.MalformedLine;
import dev.keywright.audit.merkle.MerkleEdge;
import dev.keywright.audit.record.AuditRecord;
import dev.keywright.audit.record.RecordReader;
import dev.keywright.core.Diagnosis;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes this process the writer of the next epoch. The head is set to the epoch's first record
 * before that record goes anywhere: of two processes one wins, and no two epochs get one parent.
 * The record itself stands in the head until a sink has it, so that a crash in between loses
 * nothing.
 */
final class EpochClaim {
  /**
   * An epoch of our own.
   *
   * @param chain to be continued
   * @param first the epoch's first record
   * @param tree the edge of the tree over the chain's records up to the first one; empty when the
   *     head that is continued does not know it
   * @param inherited the first record of the epoch before, when nobody knows that a sink has it
   */
  record Claimed(
      AuditChain chain, AuditLine first, Optional<MerkleEdge> tree, Optional<AuditLine> inherited) {
    /** The head as this claim left it. */
    AuditHead head() {
      return AuditHead.unsent(first, tree.map(MerkleEdge::hashes).orElse(List.of()));
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(EpochClaim.class);

  private final AuditSettings settings;
  private final AuditHeadStore store;
  private final InstantSource time;
  private final Backoff backoff;

  EpochClaim(AuditSettings settings, AuditHeadStore store, InstantSource time) {
    this.settings = settings;
    this.store = store;
    this.time = time;
    this.backoff = new Backoff(settings.retryCap());
  }

  /** Tries until it succeeds or the thread is interrupted. */
  Claimed claim() throws InterruptedException {
    Optional<Claimed> claimed = tryOnce();
    while (claimed.isEmpty()) {
      pause(backoff.next());
      claimed = tryOnce();
    }
    return claimed.get();
  }

  private Optional<Claimed> tryOnce() {
    return switch (store.read()) {
      case ReadResult.Found(AuditHead head) -> replace(Optional.of(head));
      case ReadResult.Absent _ -> replace(Optional.empty());
      case ReadResult.Unavailable(Diagnosis diagnosis) -> unavailable(diagnosis);
    };
  }

  private Optional<Claimed> replace(Optional<AuditHead> found) {
    Optional<AuditHead> parent = found.filter(head -> head.cluster().equals(settings.cluster()));
    AuditChain chain = new AuditChain(settings.cluster(), settings.producer(), time, parent);
    AuditLine first = chain.start();
    Optional<MerkleEdge> tree =
        parent.isEmpty()
            ? Optional.of(new MerkleEdge())
            : parent.flatMap(head -> MerkleEdge.restore(head.seq(), head.edge()));
    tree.ifPresent(edge -> edge.append(HexFormat.of().parseHex(first.position().hash())));
    Claimed claimed = new Claimed(chain, first, tree, parent.flatMap(EpochClaim::inherited));
    return switch (store.replace(found, claimed.head())) {
      case WriteResult.Written _ -> Optional.of(claimed);
      case WriteResult.Conflict _ -> Optional.empty();
      case WriteResult.Unavailable(Diagnosis diagnosis) -> unavailable(diagnosis);
    };
  }

  /** The unsent record of a head, unless somebody changed it. */
  private static Optional<AuditLine> inherited(AuditHead head) {
    return head.unsent().flatMap(line -> readBack(line, head));
  }

  private static Optional<AuditLine> readBack(String line, AuditHead head) {
    try {
      AuditRecord read = RecordReader.read(line);
      boolean isTheHead =
          AuditHead.unsent(new AuditLine(read.chain(), line), head.edge()).equals(head);
      return isTheHead ? Optional.of(new AuditLine(read.chain(), line)) : Optional.empty();
    } catch (MalformedLine e) {
      LOG.warn("The record in the audit head is not one of ours and is left out");
      return Optional.empty();
    }
  }

  private static Optional<Claimed> unavailable(Diagnosis diagnosis) {
    LOG.warn("The audit head cannot be reached; records wait. {}", diagnosis.message());
    return Optional.empty();
  }

  private synchronized void pause(Duration wait) throws InterruptedException {
    long end = System.nanoTime() + wait.toNanos();
    while (end - System.nanoTime() > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
    }
  }
}
