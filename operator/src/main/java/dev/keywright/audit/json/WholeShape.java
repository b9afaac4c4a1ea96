package dev.keywright.audit.json;

import java.util.Map;

/**
 * A whole number.
 *
 * @param min the smallest that is accepted, not negative
 * @param max the largest that is accepted, at most {@link CanonicalJson#MAX_WHOLE}
 */
public record WholeShape(long min, long max) implements Shape {
  /** A whole number from {@code min} on. */
  public static WholeShape from(long min) {
    return new WholeShape(min, CanonicalJson.MAX_WHOLE);
  }

  @Override
  public void scan(LineScanner scanner) throws MalformedLine {
    long number = scanner.whole();
    if (number < min || number > max) {
      throw scanner.malformed(MalformedLine.Kind.InvalidField, "a number out of range");
    }
  }

  @Override
  public Map<String, Object> toJsonSchema() {
    return Map.of("type", "integer", "minimum", min, "maximum", max);
  }
}
