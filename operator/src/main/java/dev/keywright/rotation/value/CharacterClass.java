package dev.keywright.rotation.value;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** A class of characters of a password. */
public enum CharacterClass {
  Lower("abcdefghijklmnopqrstuvwxyz"),
  Upper("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
  Digit("0123456789"),
  /** Written by a newer version; never in the schema. */
  @JsonEnumDefaultValue
  Unrecognized("");

  private final String characters;

  CharacterClass(String characters) {
    this.characters = characters;
  }

  /** The characters of this class, all ASCII. */
  String characters() {
    return characters;
  }
}
