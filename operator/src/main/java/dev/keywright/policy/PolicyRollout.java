package dev.keywright.policy;

import dev.keywright.api.v1alpha1.ConsumerStatus;
import dev.keywright.api.v1alpha1.SecretPolicySpec;
import dev.keywright.api.v1alpha1.TargetStatus;
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
import dev.keywright.sync.SyncReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /**
   * What consumers of a target should be on.
   *
   * @param secret name of the target
   * @param revision revision of its content
   * @param cause why that revision was made
   * @param availableAt from when on everybody who reads the target gets it
   * @param isLive whether the target holds it now; while it does not, nothing is restarted, because
   *     pods would start with something else or not at all
   */
  public record Content(
      String secret, Revision revision, RevisionCause cause, Instant availableAt, boolean isLive) {
    /** From what is told of the target; empty before it was written. */
    static Optional<Content> of(SyncReport.Content told) {
      TargetStatus written = told.written();
      if (written == null
          || written.name() == null
          || written.cause() == null
          || written.revision() == null
          || !Revision.isWellFormed(written.revision())) {
        return Optional.empty();
      }
      String secret = written.name();
      Revision revision = new Revision(written.revision());
      Instant availableAt = told.changedTime() == null ? revision.madeAt() : told.changedTime();
      return RevisionCause.named(written.cause())
          .map(cause -> new Content(secret, revision, cause, availableAt, told.isLive()));
    }
  }

  /** Restarts what is owed for {@code content}. */
  public Outcome carryOut(ObjectKey policy, SecretPolicySpec spec, Content content) {
    if (spec.consumers() == null) {
      return new Outcome(List.of(), List.of(), SETTLED);
    }
    Revision revision = content.revision();
    List<Workload> workloads = index.using(policy.namespace(), content.secret());
    RolloutTarget target =
        new RolloutTarget(policy.name(), revision, content.cause(), content.availableAt());
    RolloutPlan plan =
        content.isLive()
            ? RolloutPlanner.plan(target, spec.consumers().restart(), workloads)
            : RolloutPlan.NOTHING;
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
