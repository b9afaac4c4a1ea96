package dev.keywright.cli.audit;

/** How a report is printed. */
enum ReportFormat {
  /** One row for each rotation. */
  csv,
  /** Everything, for programs. */
  json,
  /** A page for people, in one file. */
  html
}
