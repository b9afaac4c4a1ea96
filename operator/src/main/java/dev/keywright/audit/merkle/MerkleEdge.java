package dev.keywright.audit.merkle;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The right edge of a growing Merkle tree (RFC 6962, section 2.1): the roots of the full subtrees
 * that make it up, at most 63. Enough to add leaves and to know the root, whatever the size.
 *
 * <pre>
 *   size 6 = 110b     edge: [root of leaves 5–6, root of leaves 1–4]
 * </pre>
 *
 * <p>Not thread-safe.
 */
public final class MerkleEdge {
  private static final int LEVELS = 63;
  private static final int HASH_DIGITS = 64;

  private final TreeHasher hasher = new TreeHasher();
  private final byte[][] levels = new byte[LEVELS][];
  private long size;

  /** The edge of a tree without leaves. */
  public MerkleEdge() {}

  /**
   * The edge that {@link #hashes()} gave when the tree had {@code size} leaves.
   *
   * @return empty when these hashes cannot be the edge of such a tree
   */
  public static Optional<MerkleEdge> restore(long size, List<String> hashes) {
    if (!fits(size, hashes)) {
      return Optional.empty();
    }
    MerkleEdge edge = new MerkleEdge();
    edge.size = size;
    int next = 0;
    for (int level = 0; level < LEVELS; level++) {
      if (edge.isFull(level)) {
        edge.levels[level] = HexFormat.of().parseHex(hashes.get(next++));
      }
    }
    return Optional.of(edge);
  }

  /** Whether {@code hashes} have the form of the edge of a tree of {@code size} leaves. */
  public static boolean fits(long size, List<String> hashes) {
    return size >= 0
        && hashes.size() == Long.bitCount(size)
        && hashes.stream()
            .allMatch(
                hash ->
                    hash.length() == HASH_DIGITS && hash.chars().allMatch(HexFormat::isHexDigit));
  }

  /** Adds a leaf. */
  public void append(byte[] leaf) {
    byte[] node = hasher.leaf(leaf);
    int level = 0;
    while (isFull(level)) {
      node = hasher.node(levels[level], node);
      level++;
    }
    levels[level] = node;
    size++;
  }

  private boolean isFull(int level) {
    return (size >>> level & 1) == 1;
  }

  /** How many leaves the tree has. */
  public long size() {
    return size;
  }

  /** The root of the tree, 32 bytes. */
  public byte[] root() {
    Optional<byte[]> root = Optional.empty();
    for (int level = 0; level < LEVELS; level++) {
      if (isFull(level)) {
        byte[] left = levels[level];
        root = Optional.of(root.map(right -> hasher.node(left, right)).orElse(left));
      }
    }
    return root.orElseGet(hasher::empty);
  }

  /** The edge, from the smallest subtree on, each 64 lower-case hexadecimal digits. */
  public List<String> hashes() {
    List<String> hashes = new ArrayList<>();
    for (int level = 0; level < LEVELS; level++) {
      if (isFull(level)) {
        hashes.add(HexFormat.of().formatHex(levels[level]));
      }
    }
    return List.copyOf(hashes);
  }
}
