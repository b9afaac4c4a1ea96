package dev.keywright.policy;

import dev.keywright.api.ConditionSet;
import dev.keywright.api.v1alpha1.RefreshMode;
import dev.keywright.api.v1alpha1.RefreshSpec;
import dev.keywright.api.v1alpha1.RequestsStatus;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import dev.keywright.core.Durations;
import dev.keywright.core.ObjectKey;
import dev.keywright.fetch.SourceInterest;
import dev.keywright.fetch.SourceWatch;
import dev.keywright.sync.SyncFlow;
import dev.keywright.sync.SyncObservation;
import dev.keywright.sync.SyncObserver;
import dev.keywright.sync.SyncOutcome;
import dev.keywright.sync.SyncReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look at a policy: sync the target, restart who is owed it, start rotations that are due, and
 * write one status. Thread-safe; looks at the same policy must not overlap.
 */
public final class PolicyFlow {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyFlow.class);

  /** The cache has the newer policy within moments of the conflict. */
  private static final Duration AFTER_CONFLICT = Duration.ofMillis(100);

  /** The change of the target wakes the policy anyway, unless it cannot be seen in the cache. */
  private static final Duration AFTER_CHANGE = Duration.ofSeconds(1);

  private final SyncObserver observer;
  private final SyncFlow sync;
  private final Concerns concerns;
  private final SourceWatch watch;

  /**
   * What a policy is about beside its target.
   *
   * @param rollout restarts consumers
   * @param rotation starts rotations
   * @param trail keeps the audit records
   */
  public record Concerns(PolicyRollout rollout, RotationConcern rotation, PolicyTrail trail) {}

  public PolicyFlow(SyncObserver observer, SyncFlow sync, Concerns concerns, SourceWatch watch) {
    this.observer = observer;
    this.sync = sync;
    this.concerns = concerns;
    this.watch = watch;
  }

  /**
   * Looks at {@code policy}.
   *
   * @param writer writes the policy with its new status and returns what the API server made of it;
   *     empty after a conflict
   * @return how long to wait at most before the next look
   */
  public Duration look(SecretPolicy policy, StatusWriter writer) {
    SyncObservation observed = observer.observe(policy);
    SyncOutcome outcome = sync.run(observed);
    if (outcome instanceof SyncOutcome.Outdated(String why)) {
      LOG.atDebug().addKeyValue("policy", observed.policy()).log("Looking again: {}", why);
      return AFTER_CHANGE;
    }
    SyncReport report = SyncReport.of(observed, outcome);
    Optional<PolicyRollout.Outcome> rollout = rollout(observed, report);
    RotationConcern.Part rotation = concerns.rotation().look(policy, report.conditions());
    PolicyTrail.Outbox outbox = concerns.trail().append(policy, report.facts());
    SecretPolicyStatus status = merge(observed, report, rollout, rotation, outbox);
    if (!write(policy, status, outbox, writer)) {
      return AFTER_CONFLICT;
    }
    watch.register(observed.policy(), interests(observed, report));
    return min(
        report.nextLook(),
        min(
            rotation.nextLook(),
            rollout.map(PolicyRollout.Outcome::nextLook).orElse(report.nextLook())));
  }

  /** The policy is gone: nothing is refreshed for it any more. */
  public void forget(ObjectKey policy) {
    watch.forget(policy);
  }

  /** Writes a status; see {@link #look}. */
  @FunctionalInterface
  public interface StatusWriter {
    /**
     * Writes {@code change} of the policy's status; empty when somebody else changed the policy
     * meanwhile.
     */
    Optional<SecretPolicy> write(UnaryOperator<SecretPolicy> change);
  }

  private boolean write(
      SecretPolicy policy,
      SecretPolicyStatus status,
      PolicyTrail.Outbox outbox,
      StatusWriter writer) {
    if (status.equals(policy.getStatus())) {
      concerns.trail().submit(policy, outbox);
      return true;
    }
    Optional<SecretPolicy> written =
        writer.write(
            live -> {
              live.setStatus(status);
              return live;
            });
    written.ifPresent(
        live -> {
          concerns.trail().submit(live, outbox);
          concerns.rotation().written(live);
        });
    return written.isPresent();
  }

  private Optional<PolicyRollout.Outcome> rollout(SyncObservation observed, SyncReport report) {
    return PolicyRollout.Content.of(report.target())
        .filter(content -> observed.spec() != null)
        .map(content -> concerns.rollout().carryOut(observed.policy(), observed.spec(), content));
  }

  private static SecretPolicyStatus merge(
      SyncObservation observed,
      SyncReport report,
      Optional<PolicyRollout.Outcome> rollout,
      RotationConcern.Part rotation,
      PolicyTrail.Outbox outbox) {
    boolean noRequests = report.syncRequest() == null && rotation.request() == null;
    return new SecretPolicyStatus(
        observed.generation(),
        ConditionSet.steady(observed.conditions(), rotation.conditions()),
        report.target().version(),
        report.target().changedTime(),
        report.target().lastSyncTime(),
        report.target().written(),
        report.target().sources(),
        rotation.rotation(),
        noRequests ? null : new RequestsStatus(report.syncRequest(), rotation.request()),
        emptyToNull(rollout.map(PolicyRollout.Outcome::consumers).orElse(List.of())),
        emptyToNull(outbox.items()),
        outbox.sequence() == 0 ? null : outbox.sequence());
  }

  private static <T> @Nullable List<T> emptyToNull(List<T> list) {
    return list.isEmpty() ? null : list;
  }

  /** What is refreshed: every source, until a policy that is read once has been read. */
  private static List<SourceInterest> interests(SyncObservation observed, SyncReport report) {
    RefreshSpec refresh = observed.spec() == null ? null : observed.spec().refresh();
    if (refresh != null && refresh.mode() == RefreshMode.Once && report.isSynced()) {
      return List.of();
    }
    Optional<Duration> interval =
        refresh == null
            ? Optional.empty()
            : Optional.ofNullable(refresh.interval()).flatMap(Durations::parse);
    return observed.sources().stream()
        .map(
            source ->
                new SourceInterest(source, report.versionOf(source), interval, !report.isSynced()))
        .toList();
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
