package dev.keywright.audit.json;

/**
 * A line is not what its shape asks for. Carries no stack trace: a hostile log has one on every
 * line. The message names the place, at most a field name, made printable, and never a value.
 */
public final class MalformedLine extends Exception {
  private static final long serialVersionUID = 1L;

  /** In which way the line is wrong. */
  public enum Kind {
    /** Not JSON, or not JSON alone. */
    Unparsable,
    /** JSON, but not in canonical form: white space, order of members, needless escapes. */
    NotCanonical,
    /** A member that the schema does not have. */
    UnknownField,
    /** A member is missing, or its value is not of the type, form or size of the schema. */
    InvalidField
  }

  private final Kind kind;
  private final String detail;

  /**
   * @param message names the place, never a value
   */
  public MalformedLine(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
    this.detail = message;
  }

  /** In which way the line is wrong. */
  public Kind kind() {
    return kind;
  }

  /** The message, never null. */
  public String detail() {
    return detail;
  }
}
