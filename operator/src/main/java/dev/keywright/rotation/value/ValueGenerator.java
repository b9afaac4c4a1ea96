package dev.keywright.rotation.value;

import dev.keywright.core.SecretMaterial;
import java.util.random.RandomGenerator;

/**
 * Draws new values. Every valid value is equally likely. Immutable and thread-safe when its source
 * of randomness is.
 */
public sealed interface ValueGenerator permits PasswordGenerator, TokenGenerator {
  /** The least strength of a value, in bits: fewer are refused. */
  int LEAST_BITS = 112;

  /** A new value, independent of all earlier ones. The caller owns it. */
  SecretMaterial draw(RandomGenerator random);

  /** Whether {@code value} could have been drawn here. */
  boolean accepts(SecretMaterial value);

  /** Base-2 logarithm of the number of valid values, rounded down. */
  int bits();
}
