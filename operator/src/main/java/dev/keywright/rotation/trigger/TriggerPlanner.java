package dev.keywright.rotation.trigger;

import dev.keywright.api.ApiNames;
import dev.keywright.api.v1alpha1.PolicyRotationStatus;
import dev.keywright.api.v1alpha1.RequestState;
import dev.keywright.api.v1alpha1.RequestStatus;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.TimedRequest;
import dev.keywright.rotation.RunName;
import dev.keywright.rotation.TriggerKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a policy's value is due, and which run follows. Pure. At most one scheduled run
 * at a time; requests that arrive during a run become one further run.
 */
public final class TriggerPlanner {
  private static final int HANDLED = 50;
  private static final Duration IDLE = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofSeconds(5);

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

  /** Whether a run for {@code key} was there before, even if its object is gone. */
  static boolean isHandled(TriggerObservation observed, String key) {
    return handledBefore(observed).contains(RunName.of(observed.policy(), key));
  }

  private static TriggerPlan plan(TriggerObservation observed, DueTime due) {
    Optional<RunFacts> open =
        observed.runs().stream()
            .filter(run -> !run.isEnded())
            .min(Comparator.comparing(RunFacts::createdAt));
    Request request = request(observed);
    Optional<String> start =
        request.start().or(() -> open.isPresent() ? Optional.empty() : due.key());
    TriggerPlan.Standing standing =
        observed.runs().stream()
            .filter(run -> run.stage() == RunFacts.Stage.UNDER_WAY)
            .findFirst()
            .<TriggerPlan.Standing>map(
                run -> new TriggerPlan.Standing.Running(run.name(), run.held()))
            .orElseGet(TriggerPlan.Standing.Resting::new);
    Duration untilDue =
        due.next()
            .map(next -> Duration.between(observed.now(), next))
            .filter(Duration::isPositive)
            .orElse(IDLE);
    Duration look = start.isPresent() ? SOON : min(untilDue, request.pause().orElse(IDLE));
    return new TriggerPlan(
        start, status(observed, open, due.next()), request.status(), standing, min(look, IDLE));
  }

  private static TriggerPlan unfit(TriggerObservation observed, String why) {
    Request request =
        switch (judge(observed)) {
          case TimedRequest.Due due -> refused(due.token(), why);
          case TimedRequest.Later later -> refused(later.token(), why);
          case TimedRequest.Refused refused -> refused(refused.token(), refused.why());
          case TimedRequest.None none ->
              new Request(Optional.empty(), observed.lastRequest(), Optional.empty());
        };
    return new TriggerPlan(
        Optional.empty(),
        status(observed, Optional.empty(), Optional.empty()),
        request.status(),
        new TriggerPlan.Standing.Unfit(why),
        IDLE);
  }

  /** What becomes of the request annotation. */
  private record Request(
      Optional<String> start, @Nullable RequestStatus status, Optional<Duration> pause) {}

  private static Request request(TriggerObservation observed) {
    return switch (judge(observed)) {
      case TimedRequest.None none ->
          new Request(Optional.empty(), observed.lastRequest(), Optional.empty());
      case TimedRequest.Refused refused -> refused(refused.token(), refused.why());
      case TimedRequest.Later later ->
          new Request(
              Optional.empty(),
              new RequestStatus(
                  later.token(),
                  RequestState.Waiting,
                  "The requested time is ahead.",
                  later.until(),
                  null),
              Optional.of(Duration.between(observed.now(), later.until())));
      case TimedRequest.Due due -> dueRequest(observed, due.token());
    };
  }

  private static Request dueRequest(TriggerObservation observed, String token) {
    String key = TriggerKeys.request(token);
    String name = RunName.of(observed.policy(), key);
    Optional<RunFacts> run =
        observed.runs().stream().filter(known -> known.name().equals(name)).findFirst();
    if (run.isPresent()) {
      return new Request(Optional.empty(), statusOf(token, run.get()), Optional.empty());
    }
    if (handledBefore(observed).contains(name)) {
      return new Request(
          Optional.empty(),
          new RequestStatus(token, RequestState.Done, "It was carried out before.", null, name),
          Optional.empty());
    }
    Optional<RunFacts> queued =
        observed.runs().stream()
            .filter(
                known ->
                    known.stage() == RunFacts.Stage.QUEUED
                        && TriggerKeys.isRequest(known.triggerKey()))
            .filter(
                known ->
                    observed.runs().stream()
                        .anyMatch(other -> other.stage() == RunFacts.Stage.UNDER_WAY))
            .findFirst();
    return queued
        .map(waiting -> new Request(Optional.empty(), statusOf(token, waiting), Optional.empty()))
        .orElseGet(
            () ->
                new Request(
                    Optional.of(key),
                    new RequestStatus(token, RequestState.Accepted, null, null, name),
                    Optional.empty()));
  }

  private static RequestStatus statusOf(String token, RunFacts run) {
    return switch (run.stage()) {
      case QUEUED ->
          new RequestStatus(
              token,
              RequestState.Waiting,
              "Another rotation of this policy goes first.",
              null,
              run.name());
      case UNDER_WAY ->
          new RequestStatus(token, RequestState.Running, run.held().orElse(null), null, run.name());
      case DONE -> new RequestStatus(token, RequestState.Done, null, null, run.name());
      case ENDED_WITHOUT_VALUE ->
          new RequestStatus(
              token,
              RequestState.Refused,
              run.failure().orElse("The run failed."),
              null,
              run.name());
    };
  }

  private static Request refused(String token, String why) {
    return new Request(
        Optional.empty(),
        new RequestStatus(token, RequestState.Refused, why, null, null),
        Optional.empty());
  }

  private static TimedRequest judge(TriggerObservation observed) {
    RequestStatus last = observed.lastRequest();
    Optional<TimedRequest.Last> before =
        last == null || last.token() == null
            ? Optional.empty()
            : Optional.of(
                new TimedRequest.Last(
                    last.token(),
                    last.state() == RequestState.Done || last.state() == RequestState.Refused));
    return TimedRequest.judge(
        ApiNames.ROTATE_REQUESTED_AT,
        observed.token(),
        before,
        observed.createdAt(),
        observed.now());
  }

  private static PolicyRotationStatus status(
      TriggerObservation observed, Optional<RunFacts> open, Optional<Instant> next) {
    Set<String> handled = new LinkedHashSet<>(handledBefore(observed));
    observed.runs().stream()
        .filter(run -> run.stage() != RunFacts.Stage.QUEUED)
        .sorted(Comparator.comparing(RunFacts::createdAt))
        .forEach(run -> handled.add(run.name()));
    List<String> names = new ArrayList<>(handled);
    List<String> kept =
        List.copyOf(names.subList(Math.max(0, names.size() - HANDLED), names.size()));
    Instant told = observed.status() == null ? null : observed.status().lastRotationTime();
    Instant last =
        DueTime.finished(observed, RunFacts.Stage.DONE).max(Comparator.naturalOrder()).orElse(told);
    return new PolicyRotationStatus(
        open.map(RunFacts::name).orElse(null),
        last,
        next.orElse(null),
        kept.isEmpty() ? null : kept);
  }

  private static List<String> handledBefore(TriggerObservation observed) {
    return observed.status() == null || observed.status().handled() == null
        ? List.of()
        : observed.status().handled();
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
