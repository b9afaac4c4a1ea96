package dev.keywright.core;

import java.time.Instant;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A time-ordered id of one content of a target: 48 bits of milliseconds and 80 random bits in
 * Crockford's base 32, lower case (the ULID form). Later revisions sort after earlier ones as text.
 * It says nothing about the content.
 *
 * @param id 26 characters of {@code [0-9a-hjkmnp-tv-z]}
 */
public record Revision(String id) implements Comparable<Revision> {
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final Pattern FORM = Pattern.compile("[0-7][0-9a-hjkmnp-tv-z]{25}");
  private static final int TIME_DIGITS = 10;
  private static final int RANDOM_DIGITS = 16;

  public Revision {
    if (!FORM.matcher(id).matches()) {
      throw new IllegalArgumentException("not a revision");
    }
  }

  /** A new revision made at {@code now}. */
  public static Revision make(Instant now, RandomGenerator random) {
    StringBuilder id = new StringBuilder(TIME_DIGITS + RANDOM_DIGITS);
    long millis = now.toEpochMilli();
    for (int digit = TIME_DIGITS - 1; digit >= 0; digit--) {
      id.append(ALPHABET.charAt((int) (millis >>> (5 * digit)) & 31));
    }
    for (int digit = 0; digit < RANDOM_DIGITS; digit++) {
      id.append(ALPHABET.charAt(random.nextInt(32)));
    }
    return new Revision(id.toString());
  }

  /** Whether {@code text} has the form of a revision. */
  public static boolean isWellFormed(String text) {
    return FORM.matcher(text).matches();
  }

  /** When this revision was made, to the millisecond. */
  public Instant madeAt() {
    long millis = 0;
    for (int digit = 0; digit < TIME_DIGITS; digit++) {
      millis = (millis << 5) | ALPHABET.indexOf(id.charAt(digit));
    }
    return Instant.ofEpochMilli(millis);
  }

  @Override
  public int compareTo(Revision other) {
    return id.compareTo(other.id);
  }

  @Override
  public String toString() {
    return id;
  }
}
