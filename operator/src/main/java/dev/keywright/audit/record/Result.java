package dev.keywright.audit.record;

import dev.keywright.core.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What came of it.
 *
 * @param outcome how it ended
 * @param from the phase before, as in the rotation's status
 * @param to the phase after
 * @param attempt which attempt, from 1 on; smaller numbers are left out
 * @param reason the word of {@link Reason} that a person reads in the object's condition
 * @param duration how long it took, to the millisecond; zero when the clock was set back meanwhile
 */
public record Result(
    Outcome outcome,
    Optional<String> from,
    Optional<String> to,
    Optional<Integer> attempt,
    Optional<String> reason,
    Optional<Duration> duration) {
  private static final Pattern WORD = Pattern.compile("[A-Z][A-Za-z]{0,39}");

  /** How it ended. */
  public enum Outcome {
    /** Not done yet: written before the effect. */
    Intended,
    /** Done. */
    Succeeded,
    /** Somebody's rules say no. */
    Refused,
    /** Tried and not done. */
    Failed,
    /** No answer came; what happened is found out by looking. */
    Unknown,
    /** Waits. */
    Held
  }

  public Result {
    from.ifPresent(Result::requireWord);
    to.ifPresent(Result::requireWord);
    reason.ifPresent(Result::requireWord);
    attempt = attempt.filter(number -> number > 0);
    duration = duration.map(exact -> Duration.ofMillis(Math.max(0, exact.toMillis())));
  }

  private static void requireWord(String text) {
    if (!WORD.matcher(text).matches()) {
      throw new IllegalArgumentException("phases and reasons are words");
    }
  }

  /** An outcome alone. */
  public static Result of(Outcome outcome) {
    return new Result(
        outcome,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** An outcome with the reason that the object's condition gives. */
  public static Result of(Outcome outcome, Reason reason) {
    return of(outcome).because(reason);
  }

  /** The same, as a step from one phase to the next. */
  public Result step(String fromPhase, String toPhase) {
    return new Result(
        outcome, Optional.of(fromPhase), Optional.of(toPhase), attempt, reason, duration);
  }

  /** The same, in attempt {@code number}. */
  public Result attempt(int number) {
    return new Result(outcome, from, to, Optional.of(number), reason, duration);
  }

  /** The same, for {@code word}. */
  public Result because(Reason word) {
    return new Result(outcome, from, to, attempt, Optional.of(word.name()), duration);
  }

  /** The same, having taken {@code time}. */
  public Result took(Duration time) {
    return new Result(outcome, from, to, attempt, reason, Optional.of(time));
  }
}
