package dev.keywright.fetch;

/**
 * Reads objects for policies: single flight per object, version check before a read, bounded by the
 * store's limits. Thread-safe.
 */
public interface Fetcher {
  /**
   * Fetches one object. Blocks for at most the store's timeout per remote call; never throws for an
   * expected failure.
   */
  FetchResult fetch(FetchRequest request, Urgency urgency);

  /** Who is served first when permits are scarce. */
  enum Urgency {
    /** New policies, forced requests, rotations. */
    FORCED,
    /** Repair of a target that was edited or deleted. */
    REPAIR,
    /** Nobody waits for it. */
    REFRESH
  }
}
