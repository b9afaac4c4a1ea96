package dev.keywright.rotation;

import dev.keywright.core.ObjectKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Names that follow from what caused a run, so that a cause that is seen twice names one run. Pure.
 */
public final class RunName {
  private static final int POLICY_CHARACTERS = 40;
  private static final int DIGEST_BYTES = 8;
  private static final Pattern ODD_END = Pattern.compile("[^a-z0-9]+$");

  /** Namespace of Keywright's name-based UUIDs (RFC 9562, section 5.5). */
  private static final UUID TOKENS = UUID.fromString("6f0c3d5e-28f6-5b1c-8a8e-1d5a0a6a7c11");

  private RunName() {}

  /**
   * Name of the SecretRotation that {@code triggerKey} causes: the policy's name, cut to 40
   * characters, and 16 hexadecimal digits.
   */
  public static String of(ObjectKey policy, String triggerKey) {
    String name = policy.name();
    String start =
        name.length() <= POLICY_CHARACTERS
            ? name
            : ODD_END.matcher(name.substring(0, POLICY_CHARACTERS)).replaceAll("");
    byte[] digest = digest("SHA-256", utf8(policy + "\n" + triggerKey));
    return start + "-" + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
  }

  /**
   * Id of the run in a store: unique over namespaces, at most 63 characters of {@code [a-z0-9-]}.
   */
  public static String idOf(ObjectKey policy, String triggerKey) {
    return of(policy, triggerKey).replace('.', '-');
  }

  /**
   * The token of one attempt, the same whenever it is asked for: a name-based UUID (version 5).
   *
   * @param installation id of the installation
   */
  public static String tokenOf(
      String installation, ObjectKey policy, String triggerKey, int attempt) {
    ByteBuffer name = ByteBuffer.allocate(16);
    name.putLong(TOKENS.getMostSignificantBits()).putLong(TOKENS.getLeastSignificantBits());
    byte[] digest =
        digest(
            "SHA-1",
            name.array(),
            utf8(String.join("\n", installation, policy.toString(), triggerKey, "" + attempt)));
    digest[6] = (byte) ((digest[6] & 0x0f) | 0x50);
    digest[8] = (byte) ((digest[8] & 0x3f) | 0x80);
    ByteBuffer uuid = ByteBuffer.wrap(Arrays.copyOf(digest, 16));
    return new UUID(uuid.getLong(), uuid.getLong()).toString();
  }

  private static byte[] digest(String algorithm, byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
