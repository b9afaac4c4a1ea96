package dev.keywright.audit.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * An Ed25519 public key with its name, as C2SP {@code signed-note} writes it: {@code
 * name+keyid+base64}. Checks the signatures of notes.
 *
 * @param name the key's name; the origin of the log
 * @param raw the key's 32 bytes, 64 lower-case hexadecimal digits
 */
public record NoteKey(String name, String raw) {
  private static final byte ED25519 = 1;
  private static final int ID_BYTES = 4;
  private static final int RAW_BYTES = 32;
  private static final int SIGNATURE_BYTES = 64;

  /** What precedes the 32 bytes in the X.509 form of an Ed25519 key (RFC 8410, section 4). */
  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  /** The key that JDK code knows as {@code key}. */
  static NoteKey of(String name, PublicKey key) {
    byte[] encoded = key.getEncoded();
    int from = encoded.length - RAW_BYTES;
    if (encoded.length != X509_PREFIX.length + RAW_BYTES
        || !Arrays.equals(encoded, 0, from, X509_PREFIX, 0, from)) {
      throw new IllegalArgumentException("not an Ed25519 key");
    }
    return new NoteKey(name, HexFormat.of().formatHex(encoded, from, encoded.length));
  }

  /**
   * Reads the form that {@link #toString()} gives.
   *
   * @return empty when {@code text} has another form, or the id is not that of the key
   */
  public static Optional<NoteKey> parse(String text) {
    String[] parts = text.strip().split("\\+", 3);
    if (parts.length != 3 || parts[0].isEmpty()) {
      return Optional.empty();
    }
    return decode(parts[2])
        .filter(bytes -> bytes.length == RAW_BYTES + 1 && bytes[0] == ED25519)
        .map(bytes -> new NoteKey(parts[0], HexFormat.of().formatHex(bytes, 1, bytes.length)))
        .filter(key -> HexFormat.of().formatHex(key.id()).equals(parts[1]));
  }

  /** Whether one of the note's signatures is by this key and fits its text. */
  public boolean hasSigned(SignedNote note) {
    String start = SignedNote.signature(name, "");
    return note.signatures().stream()
        .filter(line -> line.startsWith(start))
        .flatMap(line -> decode(line.substring(start.length())).stream())
        .anyMatch(bytes -> isSignature(bytes, note.text().getBytes(UTF_8)));
  }

  private boolean isSignature(byte[] bytes, byte[] text) {
    if (bytes.length != ID_BYTES + SIGNATURE_BYTES
        || !Arrays.equals(bytes, 0, ID_BYTES, id(), 0, ID_BYTES)) {
      return false;
    }
    try {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(publicKey());
      check.update(text);
      return check.verify(bytes, ID_BYTES, SIGNATURE_BYTES);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private PublicKey publicKey() throws GeneralSecurityException {
    byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + RAW_BYTES);
    System.arraycopy(HexFormat.of().parseHex(raw), 0, encoded, X509_PREFIX.length, RAW_BYTES);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }

  /** Four bytes that tell which key made a signature. */
  byte[] id() {
    MessageDigest sha256 = sha256();
    sha256.update((name + "\n").getBytes(UTF_8));
    return Arrays.copyOf(sha256.digest(typed()), ID_BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private byte[] typed() {
    byte[] typed = new byte[RAW_BYTES + 1];
    typed[0] = ED25519;
    System.arraycopy(HexFormat.of().parseHex(raw), 0, typed, 1, RAW_BYTES);
    return typed;
  }

  private static Optional<byte[]> decode(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** {@code name+keyid+base64}. */
  @Override
  public String toString() {
    return name
        + "+"
        + HexFormat.of().formatHex(id())
        + "+"
        + Base64.getEncoder().encodeToString(typed());
  }
}
