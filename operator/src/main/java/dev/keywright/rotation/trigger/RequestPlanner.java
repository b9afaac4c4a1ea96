package dev.keywright.rotation.trigger;

import dev.keywright.api.ApiNames;
import dev.keywright.api.v1alpha1.RequestState;
import dev.keywright.api.v1alpha1.RequestStatus;
import dev.keywright.core.TimedRequest;
import dev.keywright.rotation.RunName;
import dev.keywright.rotation.TriggerKeys;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of the request annotation. Pure. */
final class RequestPlanner {
  private RequestPlanner() {}

  /**
   * What becomes of it.
   *
   * @param start trigger key of the run to create
   * @param status what to tell; null when nothing was ever asked
   * @param pause how long it waits for its time
   */
  record Answer(Optional<String> start, @Nullable RequestStatus status, Optional<Duration> pause) {
    private static Answer tell(@Nullable RequestStatus status) {
      return new Answer(Optional.empty(), status, Optional.empty());
    }
  }

  /** The answer for a policy that can rotate. */
  static Answer answer(TriggerObservation observed) {
    return switch (judge(observed)) {
      case TimedRequest.None none -> Answer.tell(observed.lastRequest());
      case TimedRequest.Refused refused -> refused(refused.token(), refused.why());
      case TimedRequest.Later later ->
          new Answer(
              Optional.empty(),
              new RequestStatus(
                  later.token(),
                  RequestState.Waiting,
                  "The requested time is ahead.",
                  later.until(),
                  null),
              Optional.of(Duration.between(observed.now(), later.until())));
      case TimedRequest.Due due -> due(observed, due.token());
    };
  }

  /** The answer for a policy that cannot. */
  static Answer refuse(TriggerObservation observed, String why) {
    return switch (judge(observed)) {
      case TimedRequest.None none -> Answer.tell(observed.lastRequest());
      case TimedRequest.Due due -> refused(due.token(), why);
      case TimedRequest.Later later -> refused(later.token(), why);
      case TimedRequest.Refused refused -> refused(refused.token(), refused.why());
    };
  }

  private static Answer due(TriggerObservation observed, String token) {
    String name = nameOf(observed, token);
    Optional<RunFacts> run = observed.run(name);
    if (run.isPresent()) {
      return Answer.tell(statusOf(observed, token, run.get()));
    }
    if (observed.isHandled(name)) {
      return Answer.tell(
          new RequestStatus(token, RequestState.Done, "It was carried out before.", null, name));
    }
    return queued(observed)
        .map(waiting -> Answer.tell(statusOf(observed, token, waiting)))
        .orElseGet(
            () ->
                new Answer(
                    Optional.of(TriggerKeys.request(token)),
                    new RequestStatus(token, RequestState.Accepted, null, null, name),
                    Optional.empty()));
  }

  /** The run that carries a request out: one that was waiting already when it came, or its own. */
  private static String nameOf(TriggerObservation observed, String token) {
    RequestStatus last = observed.lastRequest();
    return last == null || last.rotation() == null || !token.equals(last.token())
        ? RunName.of(observed.policy(), TriggerKeys.request(token))
        : last.rotation();
  }

  /** A request that was made before and has not begun: what is asked now, it does too. */
  private static Optional<RunFacts> queued(TriggerObservation observed) {
    return RunFacts.oldest(
        observed.runs().stream()
            .filter(known -> known.stage() == RunFacts.Stage.QUEUED)
            .filter(known -> TriggerKeys.isRequest(known.triggerKey())));
  }

  private static boolean isAnyUnderWay(TriggerObservation observed) {
    return observed.runs().stream().anyMatch(run -> run.stage() == RunFacts.Stage.UNDER_WAY);
  }

  private static RequestStatus statusOf(TriggerObservation observed, String token, RunFacts run) {
    return switch (run.stage()) {
      case QUEUED -> waiting(observed, token, run);
      case UNDER_WAY ->
          new RequestStatus(token, RequestState.Running, run.held().orElse(null), null, run.name());
      case DONE -> new RequestStatus(token, RequestState.Done, null, null, run.name());
      case ENDED_WITHOUT_VALUE, QUARANTINED ->
          new RequestStatus(
              token,
              RequestState.Refused,
              run.failure().orElse("The run failed."),
              null,
              run.name());
    };
  }

  private static RequestStatus waiting(TriggerObservation observed, String token, RunFacts run) {
    Optional<String> why =
        run.held()
            .or(
                () ->
                    isAnyUnderWay(observed)
                        ? Optional.of("Another rotation of this policy goes first.")
                        : Optional.empty());
    return new RequestStatus(
        token,
        why.isPresent() ? RequestState.Waiting : RequestState.Accepted,
        why.orElse(null),
        null,
        run.name());
  }

  private static Answer refused(String token, String why) {
    return Answer.tell(new RequestStatus(token, RequestState.Refused, why, null, null));
  }

  private static TimedRequest judge(TriggerObservation observed) {
    return TimedRequest.judge(
        ApiNames.ROTATE_REQUESTED_AT,
        observed.token(),
        lastOf(observed.lastRequest()),
        observed.createdAt(),
        observed.now());
  }

  private static Optional<TimedRequest.Last> lastOf(@Nullable RequestStatus last) {
    return last == null || last.token() == null
        ? Optional.empty()
        : Optional.of(
            new TimedRequest.Last(
                last.token(),
                last.state() == RequestState.Done || last.state() == RequestState.Refused));
  }
}
