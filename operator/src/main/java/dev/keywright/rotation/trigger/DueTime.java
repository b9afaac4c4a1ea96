package dev.keywright.rotation.trigger;

import dev.keywright.api.v1alpha1.RotationSpec;
import dev.keywright.core.Durations;
import dev.keywright.rotation.RunName;
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
    return observed.spec().map(spec -> of(observed, spec)).orElse(NEVER);
  }

  private static DueTime of(TriggerObservation observed, RotationSpec spec) {
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

  /**
   * From the last rotation or, without one, from the making of the value. A due run that was there
   * and is gone was taken away by a person: the next one comes a whole age later.
   */
  private static DueTime byAge(TriggerObservation observed, String every) {
    Duration age =
        Durations.parse(every)
            .filter(Duration::isPositive)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "rotation.every is not a duration: write for example 12h or 30d."));
    Optional<Instant> since = lastDone(observed).or(() -> madeAt(observed));
    if (since.isEmpty()) {
      return NEVER;
    }
    Instant due =
        newest(since.get().plus(age), lastFailure(observed).map(at -> at.plus(AFTER_FAILURE)));
    while (isKnown(observed, TriggerKeys.due(due))) {
      due = due.plus(age);
    }
    return observed.now().isBefore(due)
        ? new DueTime(Optional.empty(), Optional.of(due))
        : new DueTime(Optional.of(TriggerKeys.due(due)), Optional.of(due.plus(age)));
  }

  /** Not known before the value was read: a status that was lost must not make it look old. */
  private static Optional<Instant> madeAt(TriggerObservation observed) {
    return observed.value().map(value -> value.madeAt().orElse(observed.createdAt()));
  }

  private static Instant newest(Instant a, Optional<Instant> b) {
    return b.filter(a::isBefore).orElse(a);
  }

  private static Optional<Instant> lastDone(TriggerObservation observed) {
    Stream<Instant> told =
        observed.status() == null
            ? Stream.empty()
            : Stream.ofNullable(observed.status().lastRotationTime());
    return Stream.concat(told, observed.finished(RunFacts.Stage.DONE))
        .max(Comparator.naturalOrder());
  }

  private static Optional<Instant> lastFailure(TriggerObservation observed) {
    return observed.finished(RunFacts.Stage.ENDED_WITHOUT_VALUE).max(Comparator.naturalOrder());
  }

  private static boolean isKnown(TriggerObservation observed, String key) {
    return observed.runs().stream().anyMatch(run -> run.triggerKey().equals(key))
        || observed.isHandled(RunName.of(observed.policy(), key));
  }
}
