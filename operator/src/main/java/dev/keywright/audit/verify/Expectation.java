package dev.keywright.audit.verify;

import dev.keywright.audit.chain.AuditHead;
import dev.keywright.audit.checkpoint.Checkpoint;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known about a chain from elsewhere.
 *
 * @param head the head that the log must reach
 * @param checkpoints statements about the chain, in any order; whether to believe their signatures
 *     was decided before
 * @param window the part that is looked at
 */
public record Expectation(
    Optional<AuditHead> head, List<Checkpoint> checkpoints, SeqWindow window) {
  public Expectation {
    checkpoints = List.copyOf(checkpoints);
  }

  /** Nothing is known. */
  public static Expectation nothing() {
    return new Expectation(Optional.empty(), List.of(), SeqWindow.WHOLE);
  }

  /** The head is known. */
  public static Expectation reaching(AuditHead head) {
    return new Expectation(Optional.of(head), List.of(), SeqWindow.WHOLE);
  }

  /** The same, for a part of the chain. */
  public Expectation within(SeqWindow newWindow) {
    return new Expectation(head, checkpoints, newWindow);
  }

  /** The same, with checkpoints. */
  public Expectation with(List<Checkpoint> newCheckpoints) {
    return new Expectation(head, newCheckpoints, window);
  }

  /** The farthest place within the window that the log must reach. */
  Optional<Goal> goal() {
    Stream<Goal> heads =
        head.stream()
            .map(
                known ->
                    new Goal(
                        Optional.of(known.cluster()), known.epoch(), known.seq(), known.hash()));
    Stream<Goal> anchors =
        checkpoints.stream()
            .map(known -> new Goal(Optional.empty(), known.epoch(), known.size(), known.hash()));
    return Stream.concat(heads, anchors)
        .filter(goal -> goal.seq() <= window.to())
        .max(Comparator.comparingLong(Goal::seq));
  }

  /** A record that must be there. */
  record Goal(Optional<String> cluster, long epoch, long seq, String hash) {}
}
