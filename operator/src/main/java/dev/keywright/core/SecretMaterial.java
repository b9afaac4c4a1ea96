package dev.keywright.core;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The one place a secret value lives. Cannot be printed: {@link #toString()} shows a size class
 * only. Not serializable; equality takes constant time in the contents. Immutable and safe for use
 * by several threads until {@link #wipe()} is called.
 */
public final class SecretMaterial {
  private final byte[] bytes;

  private SecretMaterial(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes a copy of {@code bytes}; the caller may wipe its own. */
  public static SecretMaterial of(byte[] bytes) {
    return new SecretMaterial(bytes.clone());
  }

  /** The UTF-8 bytes of {@code text}. */
  public static SecretMaterial ofUtf8(String text) {
    return new SecretMaterial(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The value itself, as a fresh copy. Only code through which values must pass may call this:
   * providers, drivers, the renderer, the target writer and the fingerprinter. An architecture test
   * lists the callers.
   */
  public byte[] reveal() {
    return bytes.clone();
  }

  /**
   * The value as UTF-8 text; malformed input is replaced. Same restriction as {@link #reveal()}.
   */
  public String revealUtf8() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * The same value in memory of its own: wiping one of the two leaves the other. For handing one
   * read to several callers without revealing it.
   */
  public SecretMaterial copy() {
    return new SecretMaterial(bytes.clone());
  }

  /** The length of the value in bytes. */
  public int sizeBytes() {
    return bytes.length;
  }

  /** Overwrites the value with zeros, best effort: copies that were revealed are not reached. */
  public void wipe() {
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SecretMaterial that && MessageDigest.isEqual(bytes, that.bytes);
  }

  /** Constant: a hash of the value would be a plain digest of a secret. */
  @Override
  public int hashCode() {
    return SecretMaterial.class.hashCode();
  }

  @Override
  public String toString() {
    return "SecretMaterial[" + sizeClass() + "]";
  }

  private String sizeClass() {
    if (bytes.length == 0) {
      return "empty";
    }
    return "<="
        + Math.max(16, Integer.highestOneBit(Math.max(1, bytes.length - 1)) << 1)
        + " bytes";
  }
}
