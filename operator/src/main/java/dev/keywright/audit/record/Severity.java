package dev.keywright.audit.record;

/** How much attention a record deserves; follows from its type. */
public enum Severity {
  /** Routine. */
  Info,
  /** A change that a reviewer reads. */
  Notice,
  /** Something was refused or waits for somebody. */
  Warning,
  /** The trail itself, or a credential, is in doubt. */
  Critical
}
