package dev.keywright.e2e.demo.stage;

import java.security.SecureRandom;
import java.util.Base64;

/** Values that nobody has seen before. */
final class RandomValues {
  private static final int BYTES = 24;

  private final SecureRandom random = new SecureRandom();

  /** A word of letters, digits, hyphens and underscores behind a prefix. */
  String next(String prefix) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
