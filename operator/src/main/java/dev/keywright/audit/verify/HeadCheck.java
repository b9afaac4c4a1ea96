package dev.keywright.audit.verify;

import static dev.keywright.audit.verify.Finding.Problem.HeadMismatch;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.keywright.audit.verify.Expectation.Goal;
import dev.keywright.audit.verify.Verification.Truncation;
import java.util.Optional;

/** Holds a log against the head that it must reach. */
final class HeadCheck {
  private final Optional<Goal> head;
  private final long epoch;
  private final long seq;
  private final Hash256 hash = new Hash256();
  private boolean reached;

  HeadCheck(Optional<Goal> head) {
    this.head = head;
    this.epoch = head.map(Goal::epoch).orElse(0L);
    this.seq = head.map(Goal::seq).orElse(0L);
    head.ifPresent(given -> hash.readHex(given.hash().getBytes(US_ASCII), 0));
  }

  boolean isGiven() {
    return head.isPresent();
  }

  Optional<Long> epoch() {
    return head.map(Goal::epoch);
  }

  Optional<Long> seq() {
    return head.map(Goal::seq);
  }

  /** The record at the head's place is here. What a checkpoint says is compared elsewhere. */
  void compare(Hash256 found, Findings findings, LogPlace place) {
    reached = true;
    boolean isHead = head.flatMap(Goal::cluster).isPresent();
    if (isHead && !found.same(hash)) {
      findings.add(HeadMismatch, seq, place, "the head names another record at this place");
    }
  }

  boolean isAt(long lineEpoch, long lineSeq) {
    return lineSeq == seq && lineEpoch == epoch;
  }

  /** The head must be one of the same chain. */
  void compareCluster(byte[] cluster, Findings findings, LogPlace place) {
    String name = new String(cluster, UTF_8);
    if (head.flatMap(Goal::cluster).filter(expected -> !expected.equals(name)).isPresent()) {
      findings.add(HeadMismatch, seq, place, "the head belongs to another installation's chain");
    }
  }

  /**
   * What is missing at the end.
   *
   * @param reachedSeq the last place of the head's epoch that is there, 0 for none
   * @param lastSeq the last place that is there at all
   * @param from where the log is meant to begin
   */
  Optional<Truncation> missing(long reachedSeq, long lastSeq, long from, boolean cutLine) {
    if (head.isEmpty() || reached || seq < from || seq <= reachedSeq) {
      return Optional.empty();
    }
    return Optional.of(new Truncation(Math.min(lastSeq, seq - 1), Optional.of(seq), cutLine));
  }
}
