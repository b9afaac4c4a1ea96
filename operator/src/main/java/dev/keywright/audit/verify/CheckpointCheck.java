package dev.keywright.audit.verify;

import static dev.keywright.audit.verify.Finding.Problem.CheckpointMismatch;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.keywright.audit.checkpoint.Checkpoint;
import dev.keywright.audit.merkle.MerkleEdge;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * Holds a log against checkpoints: the record that each names as the last, and, where the log is
 * there from its beginning, the root of the tree of all records up to it.
 */
final class CheckpointCheck {
  private final List<Checkpoint> checkpoints;
  private final long[] sizes;
  private final boolean[] met;
  private final MerkleEdge tree = new MerkleEdge();
  private final Hash256 expected = new Hash256();
  private int nextRoot;
  private long roots;

  CheckpointCheck(List<Checkpoint> given) {
    this.checkpoints = given.stream().sorted(Comparator.comparingLong(Checkpoint::size)).toList();
    this.sizes = checkpoints.stream().mapToLong(Checkpoint::size).toArray();
    this.met = new boolean[sizes.length];
  }

  boolean isEmpty() {
    return sizes.length == 0;
  }

  /** All checkpoints must be about the chain that the log began with. */
  void compareCluster(byte[] cluster, Findings findings, LogPlace place) {
    String origin = Checkpoint.originOf(new String(cluster, UTF_8));
    checkpoints.stream()
        .filter(checkpoint -> !checkpoint.origin().equals(origin))
        .findFirst()
        .ifPresent(
            foreign ->
                findings.add(
                    CheckpointMismatch,
                    foreign.size(),
                    place,
                    "a checkpoint is about another installation's chain"));
  }

  /** The record at a place is here. */
  void record(long epoch, long seq, Hash256 hash, Findings findings, LogPlace place) {
    int index = Arrays.binarySearch(sizes, seq);
    if (index < 0) {
      return;
    }
    while (index > 0 && sizes[index - 1] == seq) {
      index--;
    }
    for (; index < sizes.length && sizes[index] == seq; index++) {
      Checkpoint checkpoint = checkpoints.get(index);
      if (checkpoint.epoch() != epoch) {
        continue;
      }
      expected.readHex(checkpoint.hash().getBytes(US_ASCII), 0);
      met[index] = true;
      if (!expected.same(hash)) {
        findings.add(
            CheckpointMismatch, seq, place, "a checkpoint names another record at this place");
      }
    }
  }

  /** The next record of the chain, from its beginning on. */
  void leaf(long seq, byte[] hash, Findings findings, LogPlace place) {
    if (nextRoot == sizes.length) {
      return;
    }
    tree.append(hash);
    for (; nextRoot < sizes.length && sizes[nextRoot] == seq; nextRoot++) {
      roots++;
      if (!HexFormat.of().formatHex(tree.root()).equals(checkpoints.get(nextRoot).root())) {
        findings.add(
            CheckpointMismatch, seq, place, "a checkpoint names another root for these records");
      }
    }
  }

  /**
   * The log ends at {@code lastSeq}: what a checkpoint names up to there was there, or is missing.
   */
  void finish(SeqWindow window, long lastSeq, GapList gaps, Findings findings, LogPlace place) {
    for (int index = 0; index < sizes.length; index++) {
      long seq = sizes[index];
      if (!met[index] && seq <= lastSeq && window.contains(seq) && !gaps.contains(seq)) {
        findings.add(
            CheckpointMismatch,
            seq,
            place,
            "a checkpoint names a record of an epoch that has none at this place");
      }
    }
  }

  /** What can be said about the chain with these checkpoints, which ends at {@code lastSeq}. */
  Verification.Anchoring result(long lastSeq) {
    long anchoredTo = 0;
    long count = 0;
    for (int index = 0; index < sizes.length; index++) {
      if (met[index]) {
        anchoredTo = sizes[index];
        count++;
      }
    }
    return new Verification.Anchoring(
        sizes.length, count, roots, anchoredTo, Math.max(0, lastSeq - anchoredTo));
  }
}
