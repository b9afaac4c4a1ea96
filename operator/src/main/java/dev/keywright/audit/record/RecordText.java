package dev.keywright.audit.record;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Brings text and times into the form that the schema allows. */
final class RecordText {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private RecordText() {}

  /** {@code text} with broken characters replaced, cut to {@code max} code points. */
  static String clip(String text, int max) {
    StringBuilder clipped = new StringBuilder();
    text.codePoints()
        .limit(max)
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '\ufffd' : c)
        .forEach(clipped::appendCodePoint);
    return clipped.toString();
  }

  /** The same for text that may be absent; empty text counts as absent. */
  static Optional<String> clip(Optional<String> text, int max) {
    return text.filter(present -> !present.isEmpty()).map(present -> clip(present, max));
  }

  /**
   * The same for text that a record cannot do without.
   *
   * @throws IllegalArgumentException when it is empty
   */
  static String require(String text, int max) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a name in an audit record is not empty");
    }
    return clip(text, max);
  }

  /** The same for a list of names. */
  static List<String> clip(List<String> names, int max) {
    return names.stream().map(name -> require(name, max)).toList();
  }

  /** {@code time} as the record writes it: UTC, milliseconds. */
  static String timestamp(Instant time) {
    return TIMESTAMP.format(time);
  }
}
