package dev.keywright.e2e.launcher.build;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Names a cached result by everything that decides its content.
 *
 * @param inputs SHA-256, in hex, of the pinned sources and the command line
 * @param toolVersion the version of the compiler or interpreter, for example {@code go1.26.8}
 */
public record CacheKey(String inputs, String toolVersion) {

  /**
   * The key of a result.
   *
   * @param pinned the files that pin the sources, in a fixed order
   * @param command the command line without the place of its output
   */
  static CacheKey of(List<byte[]> pinned, List<String> command, String toolVersion) {
    MessageDigest digest = sha256();
    pinned.forEach(file -> update(digest, file));
    command.forEach(argument -> update(digest, argument.getBytes(StandardCharsets.UTF_8)));
    return new CacheKey(HexFormat.of().formatHex(digest.digest()), toolVersion);
  }

  /** The name of the cache folder: SHA-256 in hex of the inputs and the tool's version. */
  String hash() {
    MessageDigest digest = sha256();
    update(digest, inputs.getBytes(StandardCharsets.UTF_8));
    update(digest, toolVersion.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Each part is preceded by its length, so that no two lists of parts run together into the same
   * bytes.
   */
  private static void update(MessageDigest digest, byte[] part) {
    digest.update((part.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(part);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
