package dev.keywright.rotation.trigger;

import dev.keywright.api.v1alpha1.PolicyRotationStatus;
import dev.keywright.api.v1alpha1.RequestState;
import dev.keywright.api.v1alpha1.RequestStatus;
import dev.keywright.core.Diagnosis;
import dev.keywright.rotation.TriggerKeys;
import dev.keywright.rotation.trigger.RequestPlanner.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a policy's value is due, and which run follows. Pure. At most one scheduled run
 * at a time, none after a run in quarantine; requests that arrive during a run become one further
 * run.
 */
public final class TriggerPlanner {
  private static final int HANDLED = 50;
  private static final Duration IDLE = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration BLOCKED = Duration.ofSeconds(30);

  private TriggerPlanner() {}

  /** The plan for {@code observed}. */
  public static TriggerPlan plan(TriggerObservation observed) {
    if (observed.unfit().isPresent()) {
      return unfit(observed, observed.unfit().map(Diagnosis::message).orElse(""));
    }
    try {
      return plan(observed, DueTime.of(observed));
    } catch (IllegalArgumentException malformed) {
      return unfit(observed, String.valueOf(malformed.getMessage()));
    }
  }

  /** {@code plan}, whose run could not be created. */
  static TriggerPlan blocked(TriggerPlan plan, Diagnosis why) {
    boolean isAsked = plan.start().filter(TriggerKeys::isRequest).isPresent();
    return new TriggerPlan(
        plan.start(),
        plan.status(),
        isAsked ? waiting(plan.request(), why) : plan.request(),
        new TriggerPlan.Standing.Blocked(why.message()),
        BLOCKED);
  }

  private static @Nullable RequestStatus waiting(@Nullable RequestStatus request, Diagnosis why) {
    return request == null
        ? null
        : new RequestStatus(
            request.token(), RequestState.Waiting, why.message(), null, request.rotation());
  }

  private static TriggerPlan plan(TriggerObservation observed, DueTime due) {
    TriggerPlan.Standing standing = StandingChoice.of(observed.runs());
    boolean mayStart =
        observed.runs().stream().allMatch(RunFacts::isEnded)
            && !(standing instanceof TriggerPlan.Standing.Quarantined);
    Answer request = RequestPlanner.answer(observed);
    Optional<String> start = request.start().or(() -> mayStart ? due.key() : Optional.empty());
    Duration untilDue =
        due.next()
            .map(next -> Duration.between(observed.now(), next))
            .filter(Duration::isPositive)
            .orElse(observed.value().isEmpty() ? SOON : IDLE);
    Duration look = start.isPresent() ? SOON : min(untilDue, request.pause().orElse(IDLE));
    return new TriggerPlan(
        start, status(observed, due.next()), request.status(), standing, min(look, IDLE));
  }

  /** What is under way goes on and is told of; nothing is started. */
  private static TriggerPlan unfit(TriggerObservation observed, String why) {
    Optional<TriggerPlan.Standing> running = StandingChoice.running(observed.runs());
    TriggerPlan.Standing standing =
        running.orElseGet(
            () ->
                observed.spec().isPresent()
                    ? new TriggerPlan.Standing.Unfit(why)
                    : new TriggerPlan.Standing.Absent());
    return new TriggerPlan(
        Optional.empty(),
        status(observed, Optional.empty()),
        RequestPlanner.refuse(observed, why).status(),
        standing,
        IDLE);
  }

  /** Null when there is nothing to tell of a policy that does not rotate. */
  private static @Nullable PolicyRotationStatus status(
      TriggerObservation observed, Optional<Instant> next) {
    List<String> handled = handled(observed);
    Optional<RunFacts> open =
        RunFacts.oldest(observed.runs().stream().filter(run -> !run.isEnded()));
    if (observed.spec().isEmpty() && handled.isEmpty() && open.isEmpty()) {
      return null;
    }
    Instant told = observed.status() == null ? null : observed.status().lastRotationTime();
    Instant last =
        observed.finished(RunFacts.Stage.DONE).max(Comparator.naturalOrder()).orElse(told);
    return new PolicyRotationStatus(
        open.map(RunFacts::name).orElse(null),
        last,
        next.orElse(null),
        handled.isEmpty() ? null : handled);
  }

  /** Names of runs whose objects are gone, then of those that have begun, in the order of age. */
  private static List<String> handled(TriggerObservation observed) {
    List<String> begun =
        observed.runs().stream()
            .filter(run -> run.stage() != RunFacts.Stage.QUEUED)
            .sorted(RunFacts.BY_AGE)
            .map(RunFacts::name)
            .toList();
    List<String> names =
        Stream.concat(
                observed.handled().stream().filter(name -> !begun.contains(name)), begun.stream())
            .toList();
    return List.copyOf(names.subList(Math.max(0, names.size() - HANDLED), names.size()));
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
