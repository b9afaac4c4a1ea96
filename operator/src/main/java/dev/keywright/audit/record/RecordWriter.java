package dev.keywright.audit.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.keywright.audit.json.CanonicalJson;
import dev.keywright.audit.json.MalformedLine;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Writes records as lines. Stateless. */
public final class RecordWriter {
  private RecordWriter() {}

  /** The record as one line of canonical JSON, without a line end. */
  public static String line(AuditRecord entry) {
    return CanonicalJson.of(RecordTree.of(entry, true));
  }

  /**
   * The record's hash: SHA-256 over it as canonical JSON without {@code chain.hash}.
   *
   * @return 64 lower-case hexadecimal digits
   */
  public static String hash(AuditRecord entry) {
    return sha256(CanonicalJson.bytesOf(RecordTree.of(entry, false)));
  }

  /** The record with the hash that it must have. */
  public static AuditRecord seal(AuditRecord entry) {
    ChainPosition chain = entry.chain();
    return new AuditRecord(
        entry.object(),
        entry.sequence(),
        entry.draft(),
        entry.merged(),
        entry.recorded(),
        entry.producer(),
        new ChainPosition(
            chain.cluster(), chain.epoch(), chain.seq(), chain.prevHash(), hash(entry)));
  }

  /**
   * Asserts that {@code line} is one that a verifier accepts, so that no other enters the chain.
   *
   * @throws MalformedLine when it is not
   */
  public static void requireWellFormed(String line) throws MalformedLine {
    byte[] bytes = line.getBytes(UTF_8);
    RecordSchema.newScanner().scan(RecordSchema.RECORD, bytes, 0, bytes.length);
  }

  /** SHA-256 in lower-case hexadecimal. */
  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
