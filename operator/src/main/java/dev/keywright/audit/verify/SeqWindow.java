package dev.keywright.audit.verify;

/**
 * The part of a chain that is looked at; records outside are passed over.
 *
 * @param from the first place, from 1 on
 * @param to the last place
 */
public record SeqWindow(long from, long to) {
  /** The whole chain, whose end is not known. */
  public static final SeqWindow WHOLE = new SeqWindow(1, Long.MAX_VALUE);

  public SeqWindow {
    if (from < 1 || to < from) {
      throw new IllegalArgumentException("a window begins at 1 or later and ends behind that");
    }
  }

  /** Whether a log that is to be whole must reach {@link #to}. */
  boolean hasEnd() {
    return to != Long.MAX_VALUE;
  }

  boolean contains(long seq) {
    return from <= seq && seq <= to;
  }
}
