package dev.keywright.audit.chain;

import dev.keywright.audit.merkle.MerkleEdge;
import dev.keywright.audit.record.ChainPosition;
import dev.keywright.audit.record.RecordSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a chain was left: the last record that is known to be kept. Stored in the cluster
 * (ConfigMap {@code keywright-audit-head}); the next writer continues from it, and a verifier that
 * is given one notices a log whose end was cut.
 *
 * @param cluster which installation's chain
 * @param epoch epoch of the record
 * @param seq its place in the chain
 * @param hash its hash
 * @param edge the edge of the Merkle tree over the chain's records up to this one, see {@link
 *     MerkleEdge#hashes()}; empty where it is not known
 * @param unsent the record itself, when it is the first of its epoch and no sink has confirmed it
 *     yet: whoever continues sends it first
 */
public record AuditHead(
    String cluster, long epoch, long seq, String hash, List<String> edge, Optional<String> unsent) {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  public AuditHead {
    if (cluster.isEmpty() || epoch < 1 || seq < 1 || !DIGEST.matcher(hash).matches()) {
      throw new IllegalArgumentException("not the head of an audit chain");
    }
    if (!edge.isEmpty() && !MerkleEdge.fits(seq, edge)) {
      throw new IllegalArgumentException("not the edge of the tree of an audit chain");
    }
    edge = List.copyOf(edge);
  }

  /** The head after a record that a sink has confirmed. */
  public static AuditHead confirmed(ChainPosition position, List<String> edge) {
    return new AuditHead(
        position.cluster(),
        position.epoch(),
        position.seq(),
        position.hash(),
        edge,
        Optional.empty());
  }

  /** The same, where the tree is not known. */
  public static AuditHead confirmed(ChainPosition position) {
    return confirmed(position, List.of());
  }

  /** The head after a record that no sink has seen yet. */
  public static AuditHead unsent(AuditLine line, List<String> edge) {
    ChainPosition position = line.position();
    return new AuditHead(
        position.cluster(),
        position.epoch(),
        position.seq(),
        position.hash(),
        edge,
        Optional.of(line.json()));
  }

  /**
   * Reads what {@link #toData()} made.
   *
   * @return empty when something is missing or malformed
   */
  public static Optional<AuditHead> ofData(Map<String, String> data) {
    Optional<String> unsent =
        Optional.ofNullable(data.get("unsent"))
            .filter(line -> line.length() <= RecordSchema.MAX_LINE_BYTES);
    try {
      return Optional.of(
          new AuditHead(
              data.getOrDefault("cluster", ""),
              Long.parseLong(data.getOrDefault("epoch", "")),
              Long.parseLong(data.getOrDefault("seq", "")),
              data.getOrDefault("hash", ""),
              data.getOrDefault("edge", "").lines().toList(),
              unsent));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** This head as the data of a ConfigMap. */
  public Map<String, String> toData() {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("cluster", cluster);
    data.put("epoch", Long.toString(epoch));
    data.put("seq", Long.toString(seq));
    data.put("hash", hash);
    if (!edge.isEmpty()) {
      data.put("edge", String.join("\n", edge));
    }
    unsent.ifPresent(line -> data.put("unsent", line));
    return data;
  }
}
