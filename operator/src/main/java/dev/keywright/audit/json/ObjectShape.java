package dev.keywright.audit.json;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An object with named members and no others, never without any. Because canonical JSON sorts
 * members, holding an object against its shape is one walk along two sorted lists.
 */
public final class ObjectShape implements Shape {
  private final Field[] fields;

  /** An object of these members, given in any order. */
  public ObjectShape(List<Field> fields) {
    this.fields = fields.stream().sorted(Comparator.comparing(Field::name)).toArray(Field[]::new);
  }

  /** An object of these members, given in any order. */
  public static ObjectShape of(Field... fields) {
    return new ObjectShape(List.of(fields));
  }

  /** This object with more members. */
  public ObjectShape and(Field... more) {
    return new ObjectShape(Stream.concat(Arrays.stream(fields), Arrays.stream(more)).toList());
  }

  @Override
  public void scan(LineScanner scanner) throws MalformedLine {
    scanner.open('{');
    int next = 0;
    if (scanner.at('}')) {
      requireNoMembers(scanner);
    } else {
      do {
        next = findField(scanner, next) + 1;
        fields[next - 1].scanValue(scanner);
      } while (scanner.skip(','));
    }
    for (; next < fields.length; next++) {
      if (fields[next].isRequired()) {
        throw missing(scanner, fields[next]);
      }
    }
    scanner.close('}');
  }

  /** Whatever may be empty is left out instead, so that one content has one form. */
  private void requireNoMembers(LineScanner scanner) throws MalformedLine {
    if (!hasRequired()) {
      throw scanner.malformed(MalformedLine.Kind.InvalidField, "an object without members");
    }
  }

  private boolean hasRequired() {
    return Arrays.stream(fields).anyMatch(Field::isRequired);
  }

  private int findField(LineScanner scanner, int from) throws MalformedLine {
    for (int index = from; index < fields.length; index++) {
      if (scanner.skip(fields[index].encodedName())) {
        return index;
      }
      if (fields[index].isRequired()) {
        throw diagnose(scanner, from);
      }
    }
    throw diagnose(scanner, from);
  }

  /** Why the name at the scanner is none of those that may stand there. */
  private MalformedLine diagnose(LineScanner scanner, int from) throws MalformedLine {
    String name = scanner.name();
    int known = -1;
    for (int index = 0; index < fields.length; index++) {
      if (fields[index].name().equals(name)) {
        known = index;
      }
    }
    if (known < 0) {
      return scanner.malformed(MalformedLine.Kind.UnknownField, "unknown field " + name);
    }
    if (known < from) {
      return scanner.malformed(
          MalformedLine.Kind.NotCanonical, "field " + name + " twice or out of order");
    }
    return Arrays.stream(fields, from, known)
        .filter(Field::isRequired)
        .findFirst()
        .map(field -> missing(scanner, field))
        .orElseGet(() -> scanner.malformed(kindOfBrokenName(scanner), "no colon behind " + name));
  }

  /** The name is right, and what follows it is not a colon. */
  private static MalformedLine.Kind kindOfBrokenName(LineScanner scanner) {
    return scanner.atWhiteSpace() ? MalformedLine.Kind.NotCanonical : MalformedLine.Kind.Unparsable;
  }

  private static MalformedLine missing(LineScanner scanner, Field field) {
    return scanner.malformed(
        MalformedLine.Kind.InvalidField, "the field " + field.name() + " is missing");
  }

  @Override
  public Map<String, Object> toJsonSchema() {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Field field : fields) {
      Map<String, Object> schema = new LinkedHashMap<>(field.shape().toJsonSchema());
      schema.put("description", field.description());
      properties.put(field.name(), schema);
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("additionalProperties", false);
    if (!hasRequired()) {
      schema.put("minProperties", 1);
    }
    schema.put(
        "required", Arrays.stream(fields).filter(Field::isRequired).map(Field::name).toList());
    schema.put("properties", properties);
    return schema;
  }
}
