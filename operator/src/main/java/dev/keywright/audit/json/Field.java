package dev.keywright.audit.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** One member of an {@link ObjectShape}. */
public final class Field {
  private static final int NOT_KEPT = -1;

  private final String name;
  private final Shape shape;
  private final boolean required;
  private final String description;
  private final int slot;
  private final byte[] encodedName;

  private Field(String name, Shape shape, boolean required, String description, int slot) {
    this.name = name;
    this.shape = shape;
    this.required = required;
    this.description = description;
    this.slot = slot;
    this.encodedName = ("\"" + name + "\":").getBytes(US_ASCII);
  }

  /** A member that every object has. */
  public static Field required(String name, Shape shape, String description) {
    return new Field(name, shape, true, description, NOT_KEPT);
  }

  /** A member that an object may have. */
  public static Field optional(String name, Shape shape, String description) {
    return new Field(name, shape, false, description, NOT_KEPT);
  }

  /** The same member, whose place in the line the scanner keeps under {@code slot}. */
  public Field keptAs(int slot) {
    return new Field(name, shape, required, description, slot);
  }

  String name() {
    return name;
  }

  Shape shape() {
    return shape;
  }

  boolean isRequired() {
    return required;
  }

  String description() {
    return description;
  }

  /** The name in quotes with its colon, as it stands in a line. */
  byte[] encodedName() {
    return encodedName;
  }

  void scanValue(LineScanner scanner) throws MalformedLine {
    if (slot == NOT_KEPT) {
      shape.scan(scanner);
    } else {
      int start = scanner.position();
      shape.scan(scanner);
      scanner.keep(slot, start);
    }
  }
}
