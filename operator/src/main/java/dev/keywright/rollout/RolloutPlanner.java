package dev.keywright.rollout;

import dev.keywright.api.v1alpha1.RestartMode;
import java.time.Duration;
import java.util.List;

/**
 * Decides which workloads are owed a restart from what is in the cluster alone, so that lost
 * status, a new leader or an upgrade changes nothing. Pure.
 *
 * <p>A workload is owed a restart when consumers are to be restarted, the live revision was made by
 * a change of content, the workload's pod template does not carry that revision, and its pods may
 * have older content: it carries another revision, or it is older than the live one. A workload
 * that was created later has the content anyway and stays without our annotation.
 */
public final class RolloutPlanner {
  /**
   * Creation times are cut to whole seconds, which errs on the safe side: a workload looks older
   * than it is. The margin is for clocks that disagree (several API servers, or ours where the API
   * server does not tell its own) and for a kubelet that reads a Secret as it was a moment ago.
   */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private RolloutPlanner() {}

  /**
   * The restarts that are owed now.
   *
   * @param mode {@code Never} also for a policy without a consumers block
   * @param workloads all that read the target
   */
  public static RolloutPlan plan(RolloutTarget target, RestartMode mode, List<Workload> workloads) {
    if (mode != RestartMode.Rolling || !target.cause().restartsConsumers()) {
      return RolloutPlan.NOTHING;
    }
    String annotation = RestartAnnotation.nameFor(target.policy());
    return new RolloutPlan(
        workloads.stream()
            .filter(workload -> isOwed(workload, annotation, target))
            .map(workload -> restart(workload, annotation, target))
            .toList());
  }

  private static boolean isOwed(Workload workload, String annotation, RolloutTarget target) {
    String carried = workload.revision(annotation);
    if (carried.equals(target.revision().id())) {
      return false;
    }
    return !carried.isEmpty() || !isYounger(workload, target);
  }

  private static boolean isYounger(Workload workload, RolloutTarget target) {
    return !workload.createdAt().isBefore(target.availableAt().plus(MARGIN));
  }

  private static Restart restart(Workload workload, String annotation, RolloutTarget target) {
    return new Restart(
        workload.id(),
        workload.resourceVersion(),
        annotation,
        workload.revision(annotation),
        target.revision());
  }
}
