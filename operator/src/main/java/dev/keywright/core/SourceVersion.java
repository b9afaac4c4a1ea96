package dev.keywright.core;

/**
 * The version of an object in a store, as the store names it: a number for Vault KV v2, a version
 * id for AWS Secrets Manager, a resourceVersion for a Kubernetes Secret, a keyed digest where the
 * store has no versions (KV v1).
 *
 * <p>Only equality means something to Keywright; which of two versions is newer is known to the
 * provider alone.
 *
 * @param id not empty, at most 128 characters, safe to print
 */
public record SourceVersion(String id) {
  public SourceVersion {
    if (id.isEmpty() || id.length() > 128) {
      throw new IllegalArgumentException("a source version has 1 to 128 characters");
    }
  }

  @Override
  public String toString() {
    return id;
  }
}
