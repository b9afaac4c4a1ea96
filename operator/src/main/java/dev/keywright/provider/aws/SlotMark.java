package dev.keywright.provider.aws;

import dev.keywright.core.SourceVersion;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The staging label that says whose a staged version is: {@code KW-<run>.<attempt>.<base>}. It is
 * put on in the same call that makes the version, so that the slot explains itself after a crash.
 * At most 63 + 64 + 15 characters; AWS takes 256.
 *
 * @param run the run that staged the version
 * @param attempt which attempt of the run
 * @param base id of the version that the staged one was made from
 */
record SlotMark(String run, int attempt, String base) {
  private static final Pattern FORM = Pattern.compile("KW-([^.]+)\\.([0-9]{1,9})\\.(.{1,128})");

  /** The mark in a staging label; empty when the label is not one of Keywright's. */
  static Optional<SlotMark> parse(String label) {
    Matcher matcher = FORM.matcher(label);
    return matcher.matches()
        ? Optional.of(
            new SlotMark(matcher.group(1), Integer.parseInt(matcher.group(2)), matcher.group(3)))
        : Optional.empty();
  }

  SourceVersion baseVersion() {
    return new SourceVersion(base);
  }

  /** The staging label. */
  String label() {
    return "KW-" + run + "." + attempt + "." + base;
  }
}
