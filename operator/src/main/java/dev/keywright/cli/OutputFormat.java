package dev.keywright.cli;

/** How a command prints what it found. */
public enum OutputFormat {
  /** For people. */
  text,
  /** For programs: one JSON document. */
  json
}
