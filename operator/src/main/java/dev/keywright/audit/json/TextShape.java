package dev.keywright.audit.json;

import java.util.Map;

/**
 * Text of one form.
 *
 * @param format the form that it has
 * @param maxLength the most code points that it has; of a fixed form, its length
 */
public record TextShape(TextFormat format, int maxLength) implements Shape {
  /** Free text of 1 to {@code maxLength} code points. */
  public static TextShape upTo(int maxLength) {
    return new TextShape(TextFormat.Free, maxLength);
  }

  /** Text of one of the fixed forms. */
  public static TextShape of(TextFormat format) {
    return new TextShape(format, format.maxLength());
  }

  @Override
  public void scan(LineScanner scanner) throws MalformedLine {
    int start = scanner.position() + 1;
    int length = scanner.string();
    int end = scanner.position() - 1;
    if (length == 0 || length > maxLength || !format.accepts(scanner.data(), start, end)) {
      throw scanner.malformed(MalformedLine.Kind.InvalidField, "text of another form or size");
    }
  }

  @Override
  public Map<String, Object> toJsonSchema() {
    return format == TextFormat.Free
        ? Map.of("type", "string", "minLength", 1, "maxLength", maxLength)
        : Map.of("type", "string", "pattern", format.pattern());
  }
}
