package dev.keywright.e2e.demo.screen;

import java.io.PrintStream;
import java.util.Map;

/**
 * Prints the story. Plain text where nobody watches; on a terminal some of it has colour, unless
 * {@code NO_COLOR} is set (no-color.org: to anything but an empty string). Thread-safe.
 */
public final class Screen {
  private static final String BOLD = "\u001b[1m";
  private static final String DIM = "\u001b[2m";
  private static final String RED = "\u001b[31m";
  private static final String GREEN = "\u001b[32m";
  private static final String CYAN = "\u001b[36m";
  private static final String RESET = "\u001b[0m";
  private static final String MARGIN = "   ";

  private final PrintStream out;
  private final boolean colour;
  private boolean mute;

  public Screen(PrintStream out, boolean colour) {
    this.out = out;
    this.colour = colour;
  }

  /** Whether to use colour. Pure. */
  public static boolean isColourWanted(boolean terminal, Map<String, String> environment) {
    return terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /** A heading, after an empty line. */
  public void heading(String text) {
    print("");
    print(painted(BOLD, text));
  }

  /** A line at the left edge. */
  public void line(String text) {
    print(text);
  }

  /** A fact with its name, at the left edge. */
  public void fact(String name, String text) {
    print(painted(BOLD, String.format("%-9s", name)) + " " + text);
  }

  /** A sentence that belongs to a step. */
  public void sentence(String text) {
    print(MARGIN + text);
  }

  /** A command that a person would type. */
  public void command(String command) {
    print(MARGIN + painted(CYAN, "$ " + command));
  }

  /** What a command shows, or a file holds. */
  public void block(String text) {
    text.stripTrailing().lines().forEach(line -> print(MARGIN + "  " + painted(DIM, line)));
  }

  /** Something that was expected, and seen. */
  public void good(String text) {
    print(MARGIN + painted(GREEN, "✓") + " " + text);
  }

  /** Something that was expected, and not seen. */
  public void bad(String text) {
    print(MARGIN + painted(RED, "✗") + " " + text);
  }

  /** The last line, and nothing after it: the other threads are not heard any more. */
  public synchronized void lastLine(String text) {
    print(text);
    mute = true;
  }

  /** Speaks again after {@link #lastLine}. */
  public synchronized void epilogue(String text) {
    mute = false;
    print(text);
    mute = true;
  }

  private String painted(String code, String text) {
    return colour ? code + text + RESET : text;
  }

  private synchronized void print(String line) {
    if (!mute) {
      out.println(line);
      out.flush();
    }
  }
}
