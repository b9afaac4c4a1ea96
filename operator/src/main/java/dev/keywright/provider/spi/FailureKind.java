package dev.keywright.provider.spi;

/** What a failed call means for what to do next. */
public enum FailureKind {
  /** The identity or its rights are refused. Retrying alone does not help. */
  DENIED,
  /** The request can never succeed as written (settings, path form, kind of store). */
  INVALID,
  /** The store asks for fewer requests. */
  THROTTLED,
  /**
   * No answer, a broken answer, a server error, a sealed store. Whether a write landed is unknown.
   */
  UNAVAILABLE
}
