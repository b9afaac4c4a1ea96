package dev.keywright.rollout;

import dev.keywright.core.Revision;
import dev.keywright.rollout.WorkloadRollout.Obstacle;
import java.time.Instant;
import java.util.Map;

/** What tests of this package start from. */
final class RolloutFixtures {
  static final Instant MADE = Instant.parse("2026-03-01T12:00:00.250Z");
  static final Revision OLD = new Revision("01jnmz0000aaaaaaaaaaaaaaaa");
  static final Revision NEW = new Revision("01jnmz0000bbbbbbbbbbbbbbbb");
  static final String POLICY = "orders-db";
  static final String ANNOTATION = "revision.keywright.dev/orders-db";
  static final WorkloadRollout ROLLED_OUT = new WorkloadRollout(1, true, Obstacle.None);

  private RolloutFixtures() {}

  static Workload workload(WorkloadKind kind, Instant createdAt, String revision) {
    return workload(kind, createdAt, revision, ROLLED_OUT);
  }

  static Workload workload(
      WorkloadKind kind, Instant createdAt, String revision, WorkloadRollout rollout) {
    return new Workload(
        new WorkloadId(kind, "shop", "api", "uid-api"),
        "7",
        createdAt,
        Map.of("db", SecretUse.ReadAtStart),
        revision.isEmpty() ? Map.of() : Map.of(ANNOTATION, revision),
        rollout);
  }
}
