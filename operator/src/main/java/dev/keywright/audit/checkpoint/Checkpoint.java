package dev.keywright.audit.checkpoint;

import dev.keywright.audit.chain.AuditHead;
import dev.keywright.audit.merkle.MerkleEdge;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement about a chain: how many records it has, and the root of the RFC 6962 tree whose
 * leaves are their hashes (32 bytes each), in the order of the chain. Leaf {@code n} is the record
 * at place {@code n + 1}. Written as a C2SP {@code tlog-checkpoint}, with one extension line that
 * names the last record, so that a part of a log can be held against it too:
 *
 * <pre>
 *   keywright.dev/audit/6f1c2d3e/keywright
 *   4711
 *   CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
 *   keywright-head 3 9f86d081…
 * </pre>
 *
 * @param origin names the log, see {@link #originOf}
 * @param size number of records, at least 1
 * @param root the tree's root, 64 lower-case hexadecimal digits
 * @param epoch epoch of the last record
 * @param hash its hash
 */
public record Checkpoint(String origin, long size, String root, long epoch, String hash) {
  private static final String ORIGIN_PREFIX = "keywright.dev/audit/";
  private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,15}");
  private static final Pattern EXTENSION =
      Pattern.compile("keywright-head ([1-9][0-9]{0,15}) ([0-9a-f]{64})");

  /** The statement about a chain up to {@code head}, whose tree is {@code tree}. */
  public static Checkpoint of(AuditHead head, MerkleEdge tree) {
    return new Checkpoint(
        originOf(head.cluster()),
        head.seq(),
        HexFormat.of().formatHex(tree.root()),
        head.epoch(),
        head.hash());
  }

  /** The origin of the chain of an installation; without the characters that a note reserves. */
  public static String originOf(String cluster) {
    return ORIGIN_PREFIX + cluster.replaceAll("[\\s+\\p{Cntrl}]", "_");
  }

  /** The body of a note, each line with its end. */
  public String body() {
    byte[] bytes = HexFormat.of().parseHex(root);
    return String.join(
        "\n",
        origin,
        Long.toString(size),
        Base64.getEncoder().encodeToString(bytes),
        "keywright-head " + epoch + " " + hash,
        "");
  }

  /**
   * Reads what {@link #body()} made; further extension lines are ignored.
   *
   * @return empty when it is not a checkpoint of an audit chain
   */
  public static Optional<Checkpoint> parse(String body) {
    List<String> lines = body.lines().toList();
    if (lines.size() < 4 || !SIZE.matcher(lines.get(1)).matches()) {
      return Optional.empty();
    }
    Optional<Matcher> extension =
        lines.stream().skip(3).map(EXTENSION::matcher).filter(Matcher::matches).findFirst();
    return extension.flatMap(
        head ->
            rootOf(lines.get(2))
                .map(
                    root ->
                        new Checkpoint(
                            lines.getFirst(),
                            Long.parseLong(lines.get(1)),
                            root,
                            Long.parseLong(head.group(1)),
                            head.group(2))));
  }

  private static Optional<String> rootOf(String base64) {
    try {
      byte[] root = Base64.getDecoder().decode(base64);
      return root.length == 32 ? Optional.of(HexFormat.of().formatHex(root)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
