package dev.keywright.core;

/**
 * Names a namespaced object of a known kind.
 *
 * @param namespace its namespace
 * @param name its name
 */
public record ObjectKey(String namespace, String name) {
  /** {@code namespace/name}. */
  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
