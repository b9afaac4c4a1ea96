package dev.keywright.rotation.value;

/** The characters that a value may be made of. Pure. */
final class Printable {
  private Printable() {}

  /** Whether {@code text} has printable ASCII characters other than the space only. */
  static boolean isPrintable(String text) {
    return text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
  }
}
