package dev.keywright.rollout;

import java.util.List;

/**
 * Which workloads are owed a restart, in the order of the index.
 *
 * @param restarts none when everybody is where they should be
 */
public record RolloutPlan(List<Restart> restarts) {
  /** Nobody is owed anything. */
  public static final RolloutPlan NOTHING = new RolloutPlan(List.of());

  public RolloutPlan {
    restarts = List.copyOf(restarts);
  }
}
