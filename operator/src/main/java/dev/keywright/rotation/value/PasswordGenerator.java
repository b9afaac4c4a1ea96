package dev.keywright.rotation.value;

import dev.keywright.core.SecretMaterial;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Passwords of a fixed length over an alphabet. Strings are drawn character by character and thrown
 * away as a whole while a class that must occur is missing, so that every valid string is equally
 * likely.
 */
public final class PasswordGenerator implements ValueGenerator {
  private final PasswordAlphabet alphabet;
  private final int length;

  /**
   * @param settings for which {@link #problemOf} is empty
   */
  public PasswordGenerator(PasswordSettings settings) {
    problemOf(settings)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
    this.alphabet = PasswordAlphabet.of(settings);
    this.length = PasswordAlphabet.lengthOf(settings);
  }

  /** What is wrong with {@code settings}, as a sentence for people; empty when nothing is. */
  public static Optional<String> problemOf(PasswordSettings settings) {
    return PasswordAlphabet.problemOf(settings).or(() -> weakness(settings));
  }

  private static Optional<String> weakness(PasswordSettings settings) {
    int bits = bits(PasswordAlphabet.of(settings), PasswordAlphabet.lengthOf(settings));
    return bits >= LEAST_BITS
        ? Optional.empty()
        : Optional.of(
            "a password like this has %d bits and must have at least %d: make password.length larger or allow more characters"
                .formatted(Math.max(0, bits), LEAST_BITS));
  }

  @Override
  public SecretMaterial draw(RandomGenerator random) {
    byte[] password = new byte[length];
    do {
      password[0] = pick(alphabet.first(), random);
      for (int i = 1; i < length; i++) {
        password[i] = pick(alphabet.all(), random);
      }
    } while (!hasEveryRequired(password));
    SecretMaterial material = SecretMaterial.of(password);
    Arrays.fill(password, (byte) 0);
    return material;
  }

  @Override
  public boolean accepts(SecretMaterial value) {
    byte[] password = value.reveal();
    try {
      return password.length == length
          && alphabet.first().indexOf(password[0]) >= 0
          && consistsOf(password, alphabet.all())
          && hasEveryRequired(password);
    } finally {
      Arrays.fill(password, (byte) 0);
    }
  }

  @Override
  public int bits() {
    return bits(alphabet, length);
  }

  private static byte pick(String characters, RandomGenerator random) {
    return (byte) characters.charAt(random.nextInt(characters.length()));
  }

  private boolean hasEveryRequired(byte[] password) {
    return alphabet.required().stream().allMatch(characters -> hasOneOf(password, characters));
  }

  private static boolean hasOneOf(byte[] password, String characters) {
    for (byte character : password) {
      if (characters.indexOf(character) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean consistsOf(byte[] password, String characters) {
    for (byte character : password) {
      if (characters.indexOf(character) < 0) {
        return false;
      }
    }
    return true;
  }

  private static int bits(PasswordAlphabet alphabet, int length) {
    BigInteger valid = countValid(alphabet, length);
    return valid.signum() > 0 ? valid.bitLength() - 1 : 0;
  }

  /** Counts the valid strings by inclusion and exclusion over the sets that must occur. */
  private static BigInteger countValid(PasswordAlphabet alphabet, int length) {
    List<String> required = alphabet.required();
    BigInteger count = BigInteger.ZERO;
    for (int missing = 0; missing < 1 << required.size(); missing++) {
      String all = alphabet.all();
      String first = alphabet.first();
      for (int set = 0; set < required.size(); set++) {
        if ((missing & 1 << set) != 0) {
          all = PasswordAlphabet.without(all, required.get(set));
          first = PasswordAlphabet.without(first, required.get(set));
        }
      }
      BigInteger strings =
          BigInteger.valueOf(first.length())
              .multiply(BigInteger.valueOf(all.length()).pow(length - 1));
      count = Integer.bitCount(missing) % 2 == 0 ? count.add(strings) : count.subtract(strings);
    }
    return count;
  }
}
