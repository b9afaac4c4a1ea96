package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.SecretRotation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Brings a run forward. Thread-safe; keeps nothing between two calls.
 *
 * <pre>
 *   observe ─► plan ─► execute ─► report ─► write status ─┬─► next step, on the object that was written
 *      ▲                                                  │
 *      └──────────────────────────────────────────────────┘ until there is something to wait for
 * </pre>
 */
public final class RotationFlow {
  /** More steps than any run has; what is left is done in the next call. */
  private static final int MOST_STEPS = 32;

  private static final Duration REFUSED_LOOK = Duration.ofSeconds(5);
  private static final Duration AT_ONCE = Duration.ofMillis(100);

  private final RotationObserver observer;
  private final RotationExecutor executor;
  private final JournalWriter writer;
  private final RotationObjects objects;
  private final InstantSource clock;

  public RotationFlow(
      RotationObserver observer,
      RotationExecutor executor,
      JournalWriter writer,
      RotationObjects objects,
      InstantSource clock) {
    this.observer = observer;
    this.executor = executor;
    this.writer = writer;
    this.objects = objects;
    this.clock = clock;
  }

  /**
   * Takes as many steps as can be taken now. Blocks for the calls to store and target that they
   * need.
   *
   * @param run as it stands in the cluster; not changed
   * @return how long to wait at most before the next call, never zero
   */
  public Duration advance(SecretRotation run) {
    SecretRotation latest = run;
    for (int step = 0; step < MOST_STEPS; step++) {
      RotationObservation observed = observer.observe(latest, clock.instant());
      RotationPlan plan = unlessRefused(RotationPlanner.plan(observed));
      RotationReport report = RotationReport.of(observed, plan, executor.execute(observed, plan));
      Optional<SecretRotation> written = write(latest, observed, plan, report);
      if (written.isEmpty()) {
        return AT_ONCE;
      }
      latest = written.get();
      if (report.pause().isPositive()) {
        return report.pause();
      }
    }
    return AT_ONCE;
  }

  /** A run that would begin waits while its records could not be kept; others go on. */
  private RotationPlan unlessRefused(RotationPlan plan) {
    return plan instanceof RotationPlan.Admit
        ? writer
            .refusal()
            .<RotationPlan>map(why -> new RotationPlan.Await(why, false, List.of(), REFUSED_LOOK))
            .orElse(plan)
        : plan;
  }

  /**
   * Sends the last records of a run whose object was deleted and clears its slot, unless it holds
   * the only copy of a value that may be in use. What stays is taken over by the next run of the
   * policy.
   *
   * @param run as it was last seen
   */
  public void abandon(SecretRotation run) {
    writer.forget(run);
    RunIdentity identity = RunIdentity.of(run);
    RunJournal journal = RunJournal.of(run);
    boolean isCurrent = journal.committedVersion().isPresent();
    boolean isClearable = !journal.isEnded() && (isCurrent || !journal.mayBeInUse());
    boolean isServed =
        !(objects.policy(identity.policy()) instanceof RotationObjects.PolicyLookup.Elsewhere);
    if (isClearable && isServed) {
      journal
          .object(identity.run().namespace())
          .ifPresent(object -> executor.abandon(identity, object));
    }
  }

  private Optional<SecretRotation> write(
      SecretRotation run, RotationObservation observed, RotationPlan plan, RotationReport report) {
    if (plan instanceof RotationPlan.Own) {
      return objects.policy(observed.run().policy())
              instanceof RotationObjects.PolicyLookup.Found found
          ? writer.own(run, found.policy())
          : Optional.empty();
    }
    return report.status().equals(observed.journal().status())
        ? Optional.of(writer.leave(run))
        : writer.write(run, report);
  }
}
