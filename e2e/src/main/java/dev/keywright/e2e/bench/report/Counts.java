package dev.keywright.e2e.bench.report;

/**
 * What the operator asked others to do, by their own logs.
 *
 * @param valueReads reads of a value in the store
 * @param versionChecks reads of metadata in the store
 * @param logins logins at the store
 * @param apiWrites creates, updates, patches and deletes of stored objects, without the leader's
 *     Lease
 * @param apiReads single objects read from the API server
 * @param apiLists lists asked of the API server
 */
public record Counts(
    int valueReads, int versionChecks, int logins, int apiWrites, int apiReads, int apiLists) {
  /** Nothing was asked. */
  public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

  /** The higher one of each. */
  public Counts max(Counts other) {
    return new Counts(
        Math.max(valueReads, other.valueReads),
        Math.max(versionChecks, other.versionChecks),
        Math.max(logins, other.logins),
        Math.max(apiWrites, other.apiWrites),
        Math.max(apiReads, other.apiReads),
        Math.max(apiLists, other.apiLists));
  }
}
