package dev.keywright.rollout;

/**
 * One workload.
 *
 * @param uid tells it from an earlier or later one of the same name
 */
public record WorkloadId(WorkloadKind kind, String namespace, String name, String uid) {
  @Override
  public String toString() {
    return kind + " " + namespace + "/" + name;
  }
}
