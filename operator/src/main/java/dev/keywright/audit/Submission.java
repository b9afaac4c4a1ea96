package dev.keywright.audit;

/** What became of entries given to the drain. */
public enum Submission {
  /** They are on their way, or were already. */
  Taken,
  /** Not now: the drain is full or not running. They stay in the outbox and are given again. */
  Later
}
