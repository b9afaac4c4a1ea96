package dev.keywright.cli.console;

/** Exit codes of {@code keywright}. Part of its interface: a number keeps its meaning. */
public final class ExitCodes {
  /** Done, and nothing to object to. */
  public static final int OK = 0;

  /** It could not be done; standard error says why. */
  public static final int FAILED = 1;

  /** A wrong flag or argument. */
  public static final int USAGE = 2;

  /** A log holds lines that are not as they were written. */
  public static final int TAMPERED = 10;

  /** Records are missing in a log, or its end is. */
  public static final int INCOMPLETE = 11;

  /** Two processes continued one chain. */
  public static final int FORKED = 12;

  /** Checkpoints were given, and none of them can be believed, or not all. */
  public static final int UNANCHORED = 13;

  /** What was asked for is not there. */
  public static final int NOT_FOUND = 14;

  private ExitCodes() {}
}
