package dev.keywright.audit.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Map;

/**
 * True or false.
 *
 * @param alwaysTrue whether false is left out instead, so that one content has one form
 */
public record FlagShape(boolean alwaysTrue) implements Shape {
  private static final byte[] TRUE = "true".getBytes(US_ASCII);
  private static final byte[] FALSE = "false".getBytes(US_ASCII);

  @Override
  public void scan(LineScanner scanner) throws MalformedLine {
    if (!scanner.skip(TRUE) && (alwaysTrue || !scanner.skip(FALSE))) {
      throw scanner.malformed(
          MalformedLine.Kind.InvalidField, alwaysTrue ? "not true" : "neither true nor false");
    }
  }

  @Override
  public Map<String, Object> toJsonSchema() {
    return alwaysTrue ? Map.of("const", true) : Map.of("type", "boolean");
  }
}
