package dev.keywright.e2e.junit;

/**
 * The namespace of one test class. Removed after the class.
 *
 * @param name unique among all runs of a cluster
 */
public record TestNamespace(String name) {
  @Override
  public String toString() {
    return name;
  }
}
