package dev.keywright.audit.json;

import java.util.Map;

/**
 * What a JSON value may look like. A shape is closed: what it does not name is refused. The same
 * shapes hold a line against the schema ({@link LineScanner}) and print the published JSON Schema,
 * so that the two cannot part. Immutable.
 */
public sealed interface Shape
    permits TextShape, ChoiceShape, WholeShape, FlagShape, ListShape, ObjectShape {

  /**
   * Moves {@code scanner} over one value of this shape.
   *
   * @throws MalformedLine when what stands there is something else
   */
  void scan(LineScanner scanner) throws MalformedLine;

  /** This shape as a JSON Schema (draft 2020-12), as a tree for {@link CanonicalJson}. */
  Map<String, Object> toJsonSchema();
}
