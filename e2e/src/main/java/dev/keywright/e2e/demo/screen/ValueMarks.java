package dev.keywright.e2e.demo.screen;

import dev.keywright.core.Fingerprinter;
import dev.keywright.core.SecretMaterial;
import java.security.SecureRandom;

/**
 * Stands for values on the screen: {@code #1f6a09c2 (47 bytes)}. The mark is the beginning of a
 * keyed fingerprint, with a key that lives as long as this object: equal values have equal marks,
 * and nobody can guess a value from one. Thread-safe.
 */
public final class ValueMarks {
  private static final int KEY_BYTES = 32;
  private static final int DIGITS = 8;

  private final Fingerprinter fingerprinter;

  public ValueMarks(SecureRandom random) {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    this.fingerprinter = new Fingerprinter("demo", SecretMaterial.of(key));
  }

  /** The mark of a value. */
  public String of(String value) {
    SecretMaterial material = SecretMaterial.ofUtf8(value);
    String digits = fingerprinter.of("demo", "value", material).hex().substring(0, DIGITS);
    return "#%s (%d bytes)".formatted(digits, material.sizeBytes());
  }
}
