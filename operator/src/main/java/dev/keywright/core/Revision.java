package dev.keywright.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
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
  private static final Duration LONGEST_STEP = Duration.ofDays(1);

  public Revision {
    if (!FORM.matcher(id).matches()) {
      throw new IllegalArgumentException("not a revision");
    }
  }

  /** A new revision made at {@code now}. */
  public static Revision make(Instant now, RandomGenerator random) {
    return at(now.toEpochMilli(), random);
  }

  /**
   * A new revision, made at {@code now}, that sorts after each of {@code earlier} even when the
   * clock has stepped back. One that is more than a day ahead of the clock does not count: it was
   * written by hand, and must not drag all later ones along.
   */
  public static Revision after(Collection<Revision> earlier, Instant now, RandomGenerator random) {
    long newest =
        earlier.stream()
            .map(Revision::madeAt)
            .filter(made -> !made.isAfter(now.plus(LONGEST_STEP)))
            .mapToLong(Instant::toEpochMilli)
            .max()
            .orElse(-1);
    return at(Math.max(now.toEpochMilli(), newest + 1), random);
  }

  private static Revision at(long millis, RandomGenerator random) {
    StringBuilder id = new StringBuilder(TIME_DIGITS + RANDOM_DIGITS);
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
