package dev.keywright.audit.json;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON in the canonical form of RFC 8785 (JSON Canonicalization Scheme): no white space,
 * members sorted by the UTF-16 code units of their names, numbers as ECMAScript prints them, and as
 * few escapes as JSON allows. Equal content gives equal bytes, so that a digest of them means
 * something. Stateless.
 */
public final class CanonicalJson {
  /** The largest whole number that every JSON reader keeps exactly (RFC 7493, section 2.2). */
  public static final long MAX_WHOLE = (1L << 53) - 1;

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private CanonicalJson() {}

  /**
   * The canonical text of {@code tree}, which is made of maps with text keys, iterables, text,
   * numbers, booleans and null.
   *
   * @throws IllegalArgumentException when there is something else in it, a number that is not
   *     finite, a whole number beyond {@link #MAX_WHOLE}, or text with half a surrogate pair
   */
  public static String of(@Nullable Object tree) {
    StringBuilder out = new StringBuilder(1024);
    value(out, tree);
    return out.toString();
  }

  /** The canonical text of {@code tree} as UTF-8; see {@link #of(Object)}. */
  public static byte[] bytesOf(@Nullable Object tree) {
    return of(tree).getBytes(StandardCharsets.UTF_8);
  }

  private static void value(StringBuilder out, @Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case Map<?, ?> map -> object(out, map);
      case Iterable<?> list -> array(out, list);
      case CharSequence text -> string(out, text);
      case Boolean flag -> out.append(flag.booleanValue());
      case Number number -> number(out, number);
      default ->
          throw new IllegalArgumentException("JSON has no " + value.getClass().getSimpleName());
    }
  }

  private static void object(StringBuilder out, Map<?, ?> map) {
    TreeMap<String, @Nullable Object> sorted = new TreeMap<>();
    map.forEach((name, value) -> sorted.put(requireText(name), value));
    char separator = '{';
    for (Map.Entry<String, @Nullable Object> member : sorted.entrySet()) {
      out.append(separator);
      string(out, member.getKey());
      out.append(':');
      value(out, member.getValue());
      separator = ',';
    }
    out.append(sorted.isEmpty() ? "{}" : "}");
  }

  private static String requireText(@Nullable Object name) {
    if (name instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("members of JSON objects are named by text");
  }

  private static void array(StringBuilder out, Iterable<?> list) {
    out.append('[');
    boolean first = true;
    for (Object item : list) {
      if (!first) {
        out.append(',');
      }
      value(out, item);
      first = false;
    }
    out.append(']');
  }

  private static void number(StringBuilder out, Number number) {
    switch (number) {
      case Long _, Integer _, Short _, Byte _ -> whole(out, number.longValue());
      case BigInteger big when big.bitLength() < Long.SIZE -> whole(out, big.longValue());
      case BigInteger _ -> whole(out, Long.MAX_VALUE);
      default -> out.append(EcmaNumber.toText(number.doubleValue()));
    }
  }

  private static void whole(StringBuilder out, long number) {
    if (number > MAX_WHOLE || number < -MAX_WHOLE) {
      throw new IllegalArgumentException("a whole number beyond 2^53 is not kept by JSON readers");
    }
    out.append(number);
  }

  private static void string(StringBuilder out, CharSequence text) {
    out.append('"');
    for (int index = 0; index < text.length(); index++) {
      char c = text.charAt(index);
      if (Character.isSurrogate(c)) {
        requirePair(text, index);
        out.append(c).append(text.charAt(++index));
      } else {
        character(out, c);
      }
    }
    out.append('"');
  }

  private static void character(StringBuilder out, char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> {
        if (c < ' ') {
          out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
        } else {
          out.append(c);
        }
      }
    }
  }

  private static void requirePair(CharSequence text, int index) {
    boolean paired =
        Character.isHighSurrogate(text.charAt(index))
            && index + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(index + 1));
    if (!paired) {
      throw new IllegalArgumentException("half a surrogate pair has no UTF-8 form");
    }
  }
}
