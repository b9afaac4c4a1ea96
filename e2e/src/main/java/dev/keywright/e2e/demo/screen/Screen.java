package dev.keywright.e2e.demo.screen;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
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
  private static final int COLUMNS = 100;

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
    labelled("", name, text);
  }

  /** A fact with its name, as part of a step. */
  public void detail(String name, String text) {
    labelled(MARGIN + "  ", name, text);
  }

  private void labelled(String indent, String name, String text) {
    String label = indent + painted(BOLD, String.format("%-9s", name)) + " ";
    int width = indent.length() + 10;
    for (String line : wrap(text, COLUMNS - width)) {
      print(label + line);
      label = " ".repeat(width);
    }
  }

  /** A sentence that belongs to a step. */
  public void sentence(String text) {
    wrap(text, COLUMNS - MARGIN.length()).forEach(line -> print(MARGIN + line));
  }

  /** Lines of at most so many characters, broken at spaces; a longer word has a line to itself. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
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

  /** A last line; whatever comes after it is not printed any more. */
  public synchronized void lastLine(String text) {
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
