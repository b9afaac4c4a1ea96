package dev.keywright.policy;

import dev.keywright.api.v1alpha1.ConsumerStatus;
import dev.keywright.api.v1alpha1.SecretPolicySpec;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.Revision;
import dev.keywright.core.RevisionCause;
import dev.keywright.kube.WorkloadPatcher;
import dev.keywright.rollout.Restart;
import dev.keywright.rollout.RestartAnnotation;
import dev.keywright.rollout.RestartOutcome;
import dev.keywright.rollout.RolloutPlan;
import dev.keywright.rollout.RolloutPlanner;
import dev.keywright.rollout.RolloutTarget;
import dev.keywright.rollout.Workload;
import dev.keywright.rollout.WorkloadIndex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restarts the workloads that are owed a restart for a target, and tells where each of them is.
 * Thread-safe.
 */
public final class PolicyRollout {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyRollout.class);
  private static final Duration SETTLED = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LATER = Duration.ofSeconds(30);

  private final WorkloadIndex index;
  private final WorkloadPatcher patcher;

  public PolicyRollout(WorkloadIndex index, WorkloadPatcher patcher) {
    this.index = index;
    this.patcher = patcher;
  }

  /**
   * What came of it.
   *
   * @param consumers one row per workload
   * @param restarted workloads that were restarted now, as {@code kind/name}
   * @param nextLook how long to wait at most before looking again
   */
  public record Outcome(
      List<ConsumerStatus> consumers, List<String> restarted, Duration nextLook) {}

  /** Restarts what is owed for the content {@code revision} of the target {@code secret}. */
  public Outcome carryOut(
      ObjectKey policy,
      SecretPolicySpec spec,
      String secret,
      Revision revision,
      RevisionCause cause) {
    if (spec.consumers() == null) {
      return new Outcome(List.of(), List.of(), SETTLED);
    }
    List<Workload> workloads = index.using(policy.namespace(), secret);
    RolloutTarget target = new RolloutTarget(policy.name(), revision, cause, revision.madeAt());
    RolloutPlan plan = RolloutPlanner.plan(target, spec.consumers().restart(), workloads);
    List<String> restarted = new ArrayList<>();
    Duration nextLook = SETTLED;
    for (Restart restart : plan.restarts()) {
      Duration wait = restart(policy, restart, restarted);
      nextLook = wait.compareTo(nextLook) < 0 ? wait : nextLook;
    }
    return new Outcome(rows(workloads, policy.name(), restarted, revision), restarted, nextLook);
  }

  private Duration restart(ObjectKey policy, Restart restart, List<String> restarted) {
    String name = restart.workload().kind() + "/" + restart.workload().name();
    return switch (patcher.carryOut(restart)) {
      case RestartOutcome.Patched ignored -> {
        LOG.atInfo()
            .addKeyValue("policy", policy)
            .addKeyValue("workload", name)
            .log("Restarting a consumer");
        restarted.add(name);
        yield SETTLED;
      }
      case RestartOutcome.AlreadyThere ignored -> SETTLED;
      case RestartOutcome.Gone ignored -> SETTLED;
      case RestartOutcome.Conflict ignored -> SOON;
      case RestartOutcome.Denied denied -> {
        LOG.atWarn()
            .addKeyValue("policy", policy)
            .addKeyValue("workload", name)
            .log(denied.diagnosis().message());
        yield LATER;
      }
    };
  }

  private static List<ConsumerStatus> rows(
      List<Workload> workloads, String policy, List<String> restarted, Revision revision) {
    String annotation = RestartAnnotation.nameFor(policy);
    return workloads.stream()
        .map(
            workload -> {
              String kind = workload.id().kind().name();
              boolean isRestarted =
                  restarted.contains(workload.id().kind() + "/" + workload.id().name());
              String carried = isRestarted ? revision.id() : workload.revision(annotation);
              return new ConsumerStatus(
                  kind,
                  workload.id().name(),
                  carried.isEmpty() ? null : carried,
                  null,
                  workload.rollout().desired());
            })
        .toList();
  }
}
