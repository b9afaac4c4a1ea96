package dev.keywright.audit.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.keywright.audit.json.LineScanner;
import dev.keywright.audit.json.MalformedLine;
import dev.keywright.audit.record.AuditType;
import dev.keywright.audit.record.RecordSchema;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * One line under the lens: held against the schema, its hash recomputed, its chain fields at hand.
 * Because an accepted line is canonical, its bytes without the {@code hash} member are exactly what
 * was hashed. Reused for every line; makes no objects. Not thread-safe.
 */
final class RecordLine {
  private static final byte[] EPOCH_STARTED = AuditType.EpochStarted.name().getBytes(US_ASCII);
  private static final int HASH_NAME_BYTES = "\"hash\":\"".length();
  private static final int HASH_END_BYTES = "\",".length();

  private final LineScanner scanner = RecordSchema.newScanner();
  private final MessageDigest sha256 = sha256();
  private final byte[] digest = new byte[32];
  private final Hash256 computed = new Hash256();
  private final Hash256 hash = new Hash256();
  private final Hash256 prevHash = new Hash256();
  private byte[] bytes = new byte[0];

  /**
   * Looks at a line.
   *
   * @throws MalformedLine when it is no record in canonical form
   */
  void read(byte[] data, int from, int to) throws MalformedLine {
    this.bytes = data;
    scanner.scan(RecordSchema.RECORD, data, from, to);
    hash.readHex(data, scanner.startOf(RecordSchema.HASH));
    prevHash.readHex(data, scanner.startOf(RecordSchema.PREV_HASH));
    int cutFrom = scanner.startOf(RecordSchema.HASH) - HASH_NAME_BYTES;
    int cutTo = scanner.endOf(RecordSchema.HASH) + HASH_END_BYTES;
    sha256.update(data, from, cutFrom - from);
    sha256.update(data, cutTo, to - cutTo);
    try {
      sha256.digest(digest, 0, digest.length);
    } catch (DigestException e) {
      throw new IllegalStateException("a SHA-256 digest has 32 bytes", e);
    }
    computed.readBytes(digest);
  }

  /** Whether the record is the one whose hash it carries. */
  boolean isSound() {
    return computed.same(hash);
  }

  Hash256 hash() {
    return hash;
  }

  Hash256 prevHash() {
    return prevHash;
  }

  long epoch() {
    return scanner.wholeAt(RecordSchema.EPOCH);
  }

  long seq() {
    return scanner.wholeAt(RecordSchema.SEQ);
  }

  boolean isOf(byte[] cluster) {
    return scanner.isAt(RecordSchema.CLUSTER, cluster);
  }

  byte[] cluster() {
    return text(RecordSchema.CLUSTER);
  }

  /** Whether this is the first record of its epoch. */
  boolean startsEpoch() {
    return scanner.isAt(RecordSchema.TYPE, EPOCH_STARTED);
  }

  boolean hasParent() {
    return scanner.has(RecordSchema.PARENT_SEQ);
  }

  long parentEpoch() {
    return scanner.wholeAt(RecordSchema.PARENT_EPOCH);
  }

  long parentSeq() {
    return scanner.wholeAt(RecordSchema.PARENT_SEQ);
  }

  /** Whether the record named as parent is also the one cited as the record before. */
  boolean citesParent() {
    int start = scanner.startOf(RecordSchema.PARENT_HASH);
    int prev = scanner.startOf(RecordSchema.PREV_HASH);
    for (int index = 0; index < 64; index++) {
      if (bytes[start + index] != bytes[prev + index]) {
        return false;
      }
    }
    return true;
  }

  long idMost() {
    int start = scanner.startOf(RecordSchema.ID);
    return hex(start, 8) << 32 | hex(start + 9, 4) << 16 | hex(start + 14, 4);
  }

  long idLeast() {
    int start = scanner.startOf(RecordSchema.ID);
    return hex(start + 19, 4) << 48 | hex(start + 24, 12);
  }

  private long hex(int from, int digits) {
    long value = 0;
    for (int index = from; index < from + digits; index++) {
      value = (value << 4) | Hash256.digit(bytes[index]);
    }
    return value;
  }

  private byte[] text(int slot) {
    return new String(
            bytes, scanner.startOf(slot), scanner.endOf(slot) - scanner.startOf(slot), UTF_8)
        .getBytes(UTF_8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
