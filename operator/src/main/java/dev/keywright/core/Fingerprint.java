package dev.keywright.core;

import java.util.regex.Pattern;

/**
 * A keyed digest of secret data: HMAC-SHA-256 cut to 128 bits, with the id of the key that made it.
 * Two fingerprints can only be compared when their key ids are equal. Safe to store and print:
 * without the key it tells nothing about the value.
 *
 * @param keyId id of the fingerprint key, 1 to 16 characters of {@code [a-z0-9]}
 * @param hex 32 lower-case hexadecimal digits
 */
public record Fingerprint(String keyId, String hex) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9]{1,16}:[0-9a-f]{32}");

  public Fingerprint {
    if (!FORM.matcher(keyId + ":" + hex).matches()) {
      throw new IllegalArgumentException("not a fingerprint");
    }
  }

  /** Whether {@code text} has the form that {@link #toString()} gives. */
  public static boolean isWellFormed(String text) {
    return FORM.matcher(text).matches();
  }

  /**
   * Reads the form that {@link #toString()} gives.
   *
   * @throws IllegalArgumentException when {@code text} has another form; see {@link #isWellFormed}
   */
  public static Fingerprint parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("not a fingerprint");
    }
    return new Fingerprint(text.substring(0, colon), text.substring(colon + 1));
  }

  /** {@code keyId:hex}. */
  @Override
  public String toString() {
    return keyId + ":" + hex;
  }
}
