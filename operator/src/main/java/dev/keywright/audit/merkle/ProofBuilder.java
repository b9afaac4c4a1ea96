package dev.keywright.audit.merkle;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Makes an inclusion proof while the leaves of a tree pass by in order. Each hash of the path is
 * the root of a run of leaves; the runs do not overlap, so one small {@link MerkleEdge} at a time
 * is all that is held. Not thread-safe.
 */
public final class ProofBuilder {
  /** Leaves {@code from} to {@code to}, exclusive, under one hash of the path. */
  private record Run(long from, long to) {}

  private final long index;
  private final long size;
  private final List<Run> runs;
  private final List<String> hashes = new ArrayList<>();
  private final List<Run> inOrder;
  private MerkleEdge open = new MerkleEdge();
  private Optional<String> leaf = Optional.empty();
  private long seen;

  /**
   * @param index the leaf to be proven, from 0 on
   * @param size leaves of the tree
   */
  public ProofBuilder(long index, long size) {
    this.index = index;
    this.size = size;
    this.runs = runs(index, size);
    this.inOrder = runs.stream().sorted((a, b) -> Long.compare(a.from(), b.from())).toList();
  }

  /** The runs beside the way from the leaf up to the root. */
  private static List<Run> runs(long index, long size) {
    List<Run> down = new ArrayList<>();
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long middle = from + Long.highestOneBit(to - from - 1);
      if (index < middle) {
        down.add(new Run(middle, to));
        to = middle;
      } else {
        down.add(new Run(from, middle));
        from = middle;
      }
    }
    return down.reversed();
  }

  /** The next leaf of the tree, 32 bytes. */
  public void leaf(byte[] data) {
    long number = seen++;
    if (number >= size) {
      return;
    }
    if (number == index) {
      leaf = Optional.of(HexFormat.of().formatHex(data));
      return;
    }
    open.append(data);
    Run run = inOrder.get(hashes.size());
    if (number + 1 == run.to()) {
      hashes.add(HexFormat.of().formatHex(open.root()));
      open = new MerkleEdge();
    }
  }

  /** The leaf to be proven, as it passed by: 64 hexadecimal digits. */
  public Optional<String> provenLeaf() {
    return leaf;
  }

  /** The proof; empty when not all leaves of the tree have passed by. */
  public Optional<InclusionProof> finish() {
    if (seen < size) {
      return Optional.empty();
    }
    List<String> path = runs.stream().map(run -> hashes.get(inOrder.indexOf(run))).toList();
    return Optional.of(new InclusionProof(index, size, path));
  }
}
