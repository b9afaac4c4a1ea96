package dev.keywright.rollout;

import dev.keywright.core.Revision;
import java.time.Instant;
import java.util.List;

/** Looks at the workloads and pods that use a target. Thread-safe. */
public interface Consumers {
  /**
   * One workload (or bare pod) that uses the target.
   *
   * @param kind Deployment, StatefulSet, DaemonSet, or Pod and other owners that cannot be
   *     restarted by us
   * @param name its name
   * @param uid its uid
   * @param revision revision that its pod template asks for; empty text when it carries none
   * @param ready pods that are on the wanted revision, Ready and settled
   * @param wanted pods that must be
   * @param state one word: Observed, Restarting, Waiting, Paused, Failing
   * @param detail why it does not move, or that it has no pods; else empty
   */
  record Consumer(
      String kind,
      String name,
      String uid,
      String revision,
      int ready,
      int wanted,
      String state,
      String detail) {
    /** Whether every live pod is on the wanted revision. */
    public boolean isObserved() {
      return ready >= wanted && state.equals("Observed");
    }
  }

  /** Sees nobody, for an installation without a right on workloads: nothing is waited for. */
  static Consumers unseen() {
    return (namespace, secret, policy, revision, publishedAt, restart) -> List.of();
  }

  /**
   * All consumers of the target Secret and how far they are.
   *
   * @param namespace namespace of the target
   * @param secret name of the target
   * @param policy name of the policy
   * @param revision revision that they must be on
   * @param publishedAt when the target got it; pods that started later have it, whatever they carry
   * @param restart whether workloads are restarted; otherwise pods that only mount the Secret count
   *     as on the revision after the kubelet's sync bound
   */
  List<Consumer> observe(
      String namespace,
      String secret,
      String policy,
      Revision revision,
      Instant publishedAt,
      boolean restart);
}
