package dev.keywright.rollout;

import dev.keywright.api.ApiNames;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The pod-template annotation that restarts the consumers of one policy. One per policy, so that
 * two Secrets of one workload never undo each other; its value is the revision, so that a repeat
 * changes nothing.
 *
 * <p>The name part of an annotation has at most 63 characters (Kubernetes, "Labels and Selectors:
 * syntax and character set"), a policy's name up to 253.
 */
public final class RestartAnnotation {
  private static final int VERBATIM = 46;
  private static final int HASH_BYTES = 8;

  private RestartAnnotation() {}

  /**
   * The annotation of {@code policy}: its name up to 46 characters, else the first 46, a dash and
   * 16 hex digits of the name's SHA-256.
   */
  public static String nameFor(String policy) {
    if (policy.length() <= VERBATIM) {
      return ApiNames.CONSUMER_REVISION_PREFIX + policy;
    }
    return ApiNames.CONSUMER_REVISION_PREFIX + policy.substring(0, VERBATIM) + "-" + hash(policy);
  }

  private static String hash(String policy) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(policy.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
