package dev.keywright.audit.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One of a few words. */
public final class ChoiceShape implements Shape {
  private final List<String> words;
  private final byte[][] quoted;

  /**
   * @param words ASCII, without characters that JSON escapes
   */
  public ChoiceShape(List<String> words) {
    this.words = List.copyOf(words);
    this.quoted =
        words.stream().map(word -> ("\"" + word + "\"").getBytes(US_ASCII)).toArray(byte[][]::new);
  }

  /** The names of an enumeration's constants. */
  public static ChoiceShape of(Class<? extends Enum<?>> type) {
    return new ChoiceShape(Arrays.stream(type.getEnumConstants()).map(Enum::name).toList());
  }

  @Override
  public void scan(LineScanner scanner) throws MalformedLine {
    for (byte[] word : quoted) {
      if (scanner.skip(word)) {
        return;
      }
    }
    scanner.string();
    throw scanner.malformed(MalformedLine.Kind.InvalidField, "a word that is not in the list");
  }

  @Override
  public Map<String, Object> toJsonSchema() {
    return Map.of("enum", words);
  }
}
