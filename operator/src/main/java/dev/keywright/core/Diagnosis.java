package dev.keywright.core;

import java.util.Locale;

/**
 * Why something is as it is, for people.
 *
 * @param reason the word that scripts match on
 * @param message a fixed sentence plus identifiers: what is wrong and the way out. Safe for anyone
 *     who can read the object; never text from a remote system, never a value
 */
public record Diagnosis(Reason reason, String message) {
  /** A diagnosis whose message is {@code format} filled in with identifiers. */
  @SuppressWarnings("AnnotateFormatMethod")
  public static Diagnosis of(Reason reason, String format, Object... identifiers) {
    return new Diagnosis(reason, String.format(Locale.ROOT, format, identifiers));
  }
}
