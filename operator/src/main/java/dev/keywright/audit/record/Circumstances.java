package dev.keywright.audit.record;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * When, by whom and why.
 *
 * @param occurred when it happened, to the millisecond
 * @param actor who caused it
 * @param trigger what set it off
 * @param run name of the rotation it belongs to
 * @param cause joins records of several objects that have one cause: equal text, equal cause
 * @param recovered the evidence was found later: the process that acted did not live to record it
 */
public record Circumstances(
    Instant occurred,
    Actor actor,
    Optional<Trigger> trigger,
    Optional<String> run,
    Optional<String> cause,
    boolean recovered) {

  public Circumstances {
    occurred = occurred.truncatedTo(ChronoUnit.MILLIS);
    run = RecordText.clip(run, RecordLimits.NAME);
    cause = RecordText.clip(cause, RecordLimits.TOKEN);
  }

  /** Keywright acting by itself at {@code occurred}. */
  public static Circumstances at(Instant occurred) {
    return new Circumstances(
        occurred, Actor.OPERATOR, Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  /** The same, caused by {@code newActor}. */
  public Circumstances by(Actor newActor) {
    return new Circumstances(occurred, newActor, trigger, run, cause, recovered);
  }

  /** The same, set off by {@code newTrigger}. */
  public Circumstances after(Trigger newTrigger) {
    return new Circumstances(occurred, actor, Optional.of(newTrigger), run, cause, recovered);
  }

  /** The same, in the rotation {@code name}. */
  public Circumstances inRun(String name) {
    return new Circumstances(occurred, actor, trigger, Optional.of(name), cause, recovered);
  }

  /** The same, joined with other records by {@code text}. */
  public Circumstances because(String text) {
    return new Circumstances(occurred, actor, trigger, run, Optional.of(text), recovered);
  }

  /** The same, found out afterwards. */
  public Circumstances foundLater() {
    return new Circumstances(occurred, actor, trigger, run, cause, true);
  }
}
