package dev.keywright.audit.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The forms of text that a record knows. Each is checked on bytes, without making a string. */
public enum TextFormat {
  /** Any text. */
  Free(Integer.MAX_VALUE, ""),
  /** A UUID in lower case. */
  Uuid(36, "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"),
  /** RFC 3339 in UTC with milliseconds. */
  Timestamp(24, "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"),
  /** A SHA-256 digest in lower-case hexadecimal. */
  Digest(64, "^[0-9a-f]{64}$"),
  /** A keyed fingerprint: key id, colon, 32 hexadecimal digits. */
  Fingerprint(49, "^[a-z0-9]{1,16}:[0-9a-f]{32}$"),
  /** A word of an enumeration: upper-case letter first, letters only. */
  Word(40, "^[A-Z][A-Za-z]{0,39}$");

  private static final byte[] UUID_MASK = mask("hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh");
  private static final byte[] TIMESTAMP_MASK = mask("dddd-dd-ddTdd:dd:dd.dddZ");

  private final int maxLength;
  private final String pattern;

  TextFormat(int maxLength, String pattern) {
    this.maxLength = maxLength;
    this.pattern = pattern;
  }

  int maxLength() {
    return maxLength;
  }

  /** The form as a regular expression of the dialect that JSON Schema asks for (ECMA-262). */
  String pattern() {
    return pattern;
  }

  boolean accepts(byte[] data, int start, int end) {
    return switch (this) {
      case Free -> true;
      case Uuid -> fits(UUID_MASK, data, start, end);
      case Timestamp -> fits(TIMESTAMP_MASK, data, start, end);
      case Digest -> end - start == 64 && isHex(data, start, end);
      case Fingerprint -> isFingerprint(data, start, end);
      case Word -> isWord(data, start, end);
    };
  }

  private static boolean fits(byte[] mask, byte[] data, int start, int end) {
    if (end - start != mask.length) {
      return false;
    }
    for (int index = 0; index < mask.length; index++) {
      byte c = data[start + index];
      boolean fits =
          switch (mask[index]) {
            case 'h' -> isHexDigit(c);
            case 'd' -> c >= '0' && c <= '9';
            default -> c == mask[index];
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHex(byte[] data, int start, int end) {
    for (int index = start; index < end; index++) {
      if (!isHexDigit(data[index])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFingerprint(byte[] data, int start, int end) {
    int colon = end - 33;
    if (colon <= start || colon - start > 16 || data[colon] != ':') {
      return false;
    }
    for (int index = start; index < colon; index++) {
      byte c = data[index];
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
        return false;
      }
    }
    return isHex(data, colon + 1, end);
  }

  private static boolean isWord(byte[] data, int start, int end) {
    if (data[start] < 'A' || data[start] > 'Z') {
      return false;
    }
    for (int index = start; index < end; index++) {
      int lower = data[index] | 0x20;
      if (data[index] < 0 || lower < 'a' || lower > 'z') {
        return false;
      }
    }
    return true;
  }

  static boolean isHexDigit(byte c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  private static byte[] mask(String text) {
    return text.getBytes(US_ASCII);
  }
}
