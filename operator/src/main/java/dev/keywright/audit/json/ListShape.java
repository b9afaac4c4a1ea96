package dev.keywright.audit.json;

import java.util.Map;

/**
 * A list with at least one item; an empty list is left out instead.
 *
 * @param item the shape of each item
 * @param maxItems the most items that are accepted
 */
public record ListShape(Shape item, int maxItems) implements Shape {
  @Override
  public void scan(LineScanner scanner) throws MalformedLine {
    scanner.open('[');
    if (scanner.at(']')) {
      throw scanner.malformed(MalformedLine.Kind.InvalidField, "an empty list");
    }
    int items = 0;
    do {
      item.scan(scanner);
      items++;
    } while (scanner.skip(','));
    scanner.close(']');
    if (items > maxItems) {
      throw scanner.malformed(MalformedLine.Kind.InvalidField, "a list with too many items");
    }
  }

  @Override
  public Map<String, Object> toJsonSchema() {
    return Map.of(
        "type", "array", "items", item.toJsonSchema(), "minItems", 1, "maxItems", maxItems);
  }
}
