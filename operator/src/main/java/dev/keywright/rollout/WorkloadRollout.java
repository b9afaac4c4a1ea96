package dev.keywright.rollout;

/**
 * How far a workload's own controller is with its current template.
 *
 * @param desired pods that it should have
 * @param isComplete whether the controller has seen the current template, every desired pod is made
 *     from it and no other pod is left
 * @param obstacle what keeps a new template from reaching all pods
 */
public record WorkloadRollout(int desired, boolean isComplete, Obstacle obstacle) {

  /** What keeps a new template from reaching all pods. */
  public enum Obstacle {
    None(""),
    Paused("It is paused: its pods move when it is resumed."),
    OnDelete("Its updateStrategy is OnDelete: each pod moves when it is deleted."),
    Partitioned("Its rollingUpdate.partition keeps pods with lower ordinals as they are."),
    DeadlinePassed("Its rollout made no progress within progressDeadlineSeconds."),
    PodsRefused("Its pods cannot be created: look for a quota or an admission policy.");

    private final String text;

    Obstacle(String text) {
      this.text = text;
    }

    /** A sentence for people; empty for {@link #None}. */
    public String text() {
      return text;
    }
  }
}
