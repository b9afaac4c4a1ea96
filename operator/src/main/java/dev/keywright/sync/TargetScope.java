package dev.keywright.sync;

/**
 * The fingerprint scope of a target, so that equal values in two targets have different
 * fingerprints. Pure.
 */
public final class TargetScope {
  private TargetScope() {}

  /** Scope of the Secret {@code name} in {@code namespace}. */
  public static String of(String namespace, String name) {
    return "target/" + namespace + "/" + name;
  }
}
