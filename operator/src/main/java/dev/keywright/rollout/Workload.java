package dev.keywright.rollout;

import java.time.Instant;
import java.util.Map;

/**
 * What is kept in memory of a workload that uses Secrets.
 *
 * @param resourceVersion the state that the other fields were read from
 * @param createdAt by the API server's clock, cut to whole seconds
 * @param secrets names of the Secrets that its pod template reads, and how
 * @param revisions our annotations on its pod template, by full name
 * @param rollout how far its controller is
 */
public record Workload(
    WorkloadId id,
    String resourceVersion,
    Instant createdAt,
    Map<String, SecretUse> secrets,
    Map<String, String> revisions,
    WorkloadRollout rollout) {
  public Workload {
    secrets = Map.copyOf(secrets);
    revisions = Map.copyOf(revisions);
  }

  /** The revision that {@code annotation} asks for; empty text without it. */
  public String revision(String annotation) {
    return revisions.getOrDefault(annotation, "");
  }

  /** Whether the two differ in more than the number of the state. */
  boolean differsFrom(Workload other) {
    return !id.equals(other.id)
        || !secrets.equals(other.secrets)
        || !revisions.equals(other.revisions)
        || !rollout.equals(other.rollout);
  }
}
