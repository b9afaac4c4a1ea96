package dev.keywright.audit.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Map;

/** True or false. */
public record FlagShape() implements Shape {
  private static final byte[] TRUE = "true".getBytes(US_ASCII);
  private static final byte[] FALSE = "false".getBytes(US_ASCII);

  @Override
  public void scan(LineScanner scanner) throws MalformedLine {
    if (!scanner.skip(TRUE) && !scanner.skip(FALSE)) {
      throw scanner.malformed(MalformedLine.Kind.InvalidField, "neither true nor false");
    }
  }

  @Override
  public Map<String, Object> toJsonSchema() {
    return Map.of("type", "boolean");
  }
}
