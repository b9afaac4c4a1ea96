package dev.keywright.audit.record;

/** The sizes that the schema allows, in code points or items. Longer text is cut when recorded. */
final class RecordLimits {
  static final int NAME = 253;
  static final int NAMESPACE = 63;
  static final int WORD = 63;
  static final int PATH = 512;
  static final int VERSION = 128;
  static final int PRINCIPAL = 256;
  static final int REASON = 256;
  static final int TOKEN = 253;
  static final int LISTED = 32;
  static final int FIELD_NAME = 128;

  private RecordLimits() {}
}
