package dev.keywright.e2e.bench.stage;

/**
 * How the policies of a set are made.
 *
 * @param shared whether all read one key of the store instead of each its own
 * @param fields more fields of {@code spec}, as members of a JSON object with a leading comma; or
 *     empty
 */
public record PolicyForm(boolean shared, String fields) {
  /** Each reads its own key at the default interval. */
  public static final PolicyForm UNIQUE = new PolicyForm(false, "");

  /** All read one key at the default interval. */
  public static final PolicyForm SHARED = new PolicyForm(true, "");

  /** Each reads its own key every {@code interval}. */
  public static PolicyForm every(String interval) {
    return new PolicyForm(false, ",\"refresh\":{\"interval\":\"%s\"}".formatted(interval));
  }
}
