package dev.keywright.audit.merkle;

import java.util.HexFormat;
import java.util.List;

/**
 * Shows that a record is the leaf number {@code index} of a tree of {@code size} leaves: the audit
 * path of RFC 6962, section 2.1.1.
 *
 * @param index the leaf, from 0 on
 * @param size leaves of the tree
 * @param path hashes beside the way from leaf to root, each 64 lower-case hexadecimal digits
 */
public record InclusionProof(long index, long size, List<String> path) {
  public InclusionProof {
    path = List.copyOf(path);
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("a leaf stands within its tree");
    }
  }

  /**
   * The root to which the path leads from {@code leaf} (RFC 9162, section 2.1.3.2).
   *
   * @param leaf the leaf's data: the record's hash, 64 hexadecimal digits
   * @return 64 lower-case hexadecimal digits; compare them with the checkpoint's root
   */
  public String rootFrom(String leaf) {
    TreeHasher hasher = new TreeHasher();
    byte[] node = hasher.leaf(HexFormat.of().parseHex(leaf));
    long at = index;
    long last = size - 1;
    for (String beside : path) {
      byte[] other = HexFormat.of().parseHex(beside);
      if ((at & 1) == 1 || at == last) {
        node = hasher.node(other, node);
        while ((at & 1) == 0 && at != 0) {
          at >>= 1;
          last >>= 1;
        }
      } else {
        node = hasher.node(node, other);
      }
      at >>= 1;
      last >>= 1;
    }
    return HexFormat.of().formatHex(node);
  }
}
