package dev.keywright.rotation.value;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** How the random bytes of a token are written. */
public enum TokenEncoding {
  /** RFC 4648 section 5, without padding. */
  Base64Url,
  /** Lower-case hexadecimal digits. */
  Hex,
  /** Written by a newer version; never in the schema. */
  @JsonEnumDefaultValue
  Unrecognized
}
