package dev.keywright.rotation.trigger;

import dev.keywright.api.v1alpha1.RotationSpec;
import dev.keywright.core.Durations;
import dev.keywright.rotation.TriggerKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When the schedule or the age of a value makes it due.
 *
 * @param key trigger key of a run that is due now
 * @param next when the next run starts, if one is planned
 */
record DueTime(Optional<String> key, Optional<Instant> next) {
  private static final DueTime NEVER = new DueTime(Optional.empty(), Optional.empty());

  /** How long after a run that failed the age of the value makes it due again. */
  private static final Duration AFTER_FAILURE = Duration.ofHours(1);

  /**
   * When the value of {@code observed} is due.
   *
   * @throws IllegalArgumentException with a sentence for people when a field is malformed
   */
  static DueTime of(TriggerObservation observed) {
    RotationSpec spec = observed.spec();
    if (spec.schedule() != null) {
      return bySchedule(
          observed,
          Schedule.parse(
              spec.schedule(), spec.timeZone(), spec.window(), spec.jitter(), observed.uid()));
    }
    return spec.every() == null ? NEVER : byAge(observed, spec.every());
  }

  private static DueTime bySchedule(TriggerObservation observed, Schedule schedule) {
    Instant now = observed.now();
    Optional<Schedule.Slot> open =
        schedule
            .last(observed.createdAt(), now)
            .filter(slot -> !now.isAfter(slot.until()))
            .filter(slot -> !isKnown(observed, TriggerKeys.slot(slot.local())));
    if (open.isPresent() && !now.isBefore(open.get().from())) {
      return new DueTime(
          Optional.of(TriggerKeys.slot(open.get().local())),
          schedule.next(now).map(Schedule.Slot::from));
    }
    return new DueTime(
        Optional.empty(), open.or(() -> schedule.next(now)).map(Schedule.Slot::from));
  }

  private static DueTime byAge(TriggerObservation observed, String every) {
    Duration age =
        Durations.parse(every)
            .filter(Duration::isPositive)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "rotation.every is not a duration: write for example 12h or 30d."));
    Instant due =
        newest(
            lastDone(observed)
                .orElse(observed.valueMadeAt().orElse(observed.createdAt()))
                .plus(age),
            lastFailure(observed).map(at -> at.plus(AFTER_FAILURE)));
    String key = TriggerKeys.due(due);
    if (observed.now().isBefore(due) || isKnown(observed, key)) {
      return new DueTime(Optional.empty(), Optional.of(due));
    }
    return new DueTime(Optional.of(key), Optional.empty());
  }

  private static Instant newest(Instant a, Optional<Instant> b) {
    return b.filter(a::isBefore).orElse(a);
  }

  private static Optional<Instant> lastDone(TriggerObservation observed) {
    Stream<Instant> told =
        observed.status() == null || observed.status().lastRotationTime() == null
            ? Stream.empty()
            : Stream.of(observed.status().lastRotationTime());
    return Stream.concat(told, finished(observed, RunFacts.Stage.DONE))
        .max(Comparator.naturalOrder());
  }

  private static Optional<Instant> lastFailure(TriggerObservation observed) {
    return finished(observed, RunFacts.Stage.ENDED_WITHOUT_VALUE).max(Comparator.naturalOrder());
  }

  static Stream<Instant> finished(TriggerObservation observed, RunFacts.Stage stage) {
    return observed.runs().stream()
        .filter(run -> run.stage() == stage)
        .flatMap(run -> run.finishedAt().stream());
  }

  private static boolean isKnown(TriggerObservation observed, String key) {
    return observed.runs().stream().anyMatch(run -> run.triggerKey().equals(key))
        || TriggerPlanner.isHandled(observed, key);
  }
}
