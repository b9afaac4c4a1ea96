package dev.keywright.cli.console;

/** How a command prints what it found. */
public enum OutputFormat {
  /** For people. */
  text,
  /** For programs: one JSON document. */
  json
}
