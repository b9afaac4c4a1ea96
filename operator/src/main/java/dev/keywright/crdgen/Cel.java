package dev.keywright.crdgen;

import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Rules that are made for a schema instead of written beside a record. */
final class Cel {
  /** Words of CEL that a field name is escaped for, from the Kubernetes reference. */
  private static final Set<String> RESERVED =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while");

  private Cel() {}

  /** Exactly one of {@code fields} must be set; {@code what} says what each of them is. */
  static ValidationRule exactlyOneOf(String what, List<String> fields) {
    String set =
        fields.stream()
            .map(field -> "has(self." + escaped(field) + ")")
            .collect(Collectors.joining(", "));
    return new ValidationRuleBuilder()
        .withRule("[" + set + "].filter(isSet, isSet).size() == 1")
        .withMessage("must have exactly one " + what + ": " + String.join(", ", fields))
        .build();
  }

  /** A field that must not be set. */
  static ValidationRule forbidden(String field, String message) {
    return new ValidationRuleBuilder()
        .withRule("!has(self." + escaped(field) + ")")
        .withFieldPath("." + field)
        .withReason("FieldValueForbidden")
        .withMessage(message)
        .build();
  }

  /** A field that must be set. */
  static ValidationRule required(String field, String message) {
    return new ValidationRuleBuilder()
        .withRule("has(self." + escaped(field) + ")")
        .withFieldPath("." + field)
        .withReason("FieldValueRequired")
        .withMessage(message)
        .build();
  }

  /** The name of a field as CEL wants it. */
  static String escaped(String field) {
    return RESERVED.contains(field)
        ? "__" + field + "__"
        : field
            .replace("__", "__underscores__")
            .replace(".", "__dot__")
            .replace("-", "__dash__")
            .replace("/", "__slash__");
  }
}
