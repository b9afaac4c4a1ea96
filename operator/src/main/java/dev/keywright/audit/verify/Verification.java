package dev.keywright.audit.verify;

import dev.keywright.audit.chain.AuditHead;
import java.util.List;
import java.util.Optional;

/**
 * What a check of a log found. The three verdicts are kept apart: a log can be unchanged and yet
 * not whole.
 *
 * @param counts how much was read
 * @param firstFinding the first wrong line; empty when integrity is intact
 * @param findings how many lines were wrong
 * @param gaps records that are missing between others, at most 1 024 ranges
 * @param truncation the end that is missing
 * @param forks epochs that continue from one
 * @param last the last record of the latest epoch; what a head taken now would say
 * @param anchoring what the checkpoints say
 * @param headWasGiven whether a cut end could have been noticed
 */
public record Verification(
    Counts counts,
    Optional<Finding> firstFinding,
    long findings,
    List<SeqRange> gaps,
    Optional<Truncation> truncation,
    List<Fork> forks,
    Optional<AuditHead> last,
    Anchoring anchoring,
    boolean headWasGiven) {
  public Verification {
    gaps = List.copyOf(gaps);
    forks = List.copyOf(forks);
  }

  /**
   * How much was read.
   *
   * @param records lines that are good records of the chain, each once
   * @param epochs epochs seen
   * @param repeatedLines lines that stood there before, byte for byte
   * @param resentRecords records whose id was there before: sent again after a restart
   * @param unanchoredTail records that an epoch wrote after the head from which the next continued
   */
  public record Counts(
      long records, long epochs, long repeatedLines, long resentRecords, long unanchoredTail) {}

  /**
   * The end is missing.
   *
   * @param afterSeq the last place that is there, 0 when nothing is
   * @param headSeq the last place that should be there; empty when it is not known
   * @param cutLine whether the last line stops in its middle
   */
  public record Truncation(long afterSeq, Optional<Long> headSeq, boolean cutLine) {}

  /**
   * How far others have seen the chain.
   *
   * @param checkpoints how many were given
   * @param met how many name a record that is there
   * @param roots how many roots were compared; none when the log does not begin at place 1
   * @param anchoredTo the last place that a checkpoint covers, 0 for none
   * @param tail records behind it, which nobody else has seen
   */
  public record Anchoring(long checkpoints, long met, long roots, long anchoredTo, long tail) {}

  /** Whether every line is as it was written. */
  public boolean isIntact() {
    return findings == 0;
  }

  /** Whether nothing is known to be missing. */
  public boolean isComplete() {
    return gaps.isEmpty() && truncation.isEmpty();
  }

  /** Whether there is nothing to object to. */
  public boolean isClean() {
    return isIntact() && isComplete() && forks.isEmpty();
  }
}
