package dev.keywright.core;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The verdict over a request by annotation, whose value is a time. It is acted on once: when newer
 * than the last handled one and than the object itself, at most 7 days old; one at most 5 minutes
 * ahead waits until its time. Going back does nothing. Pure.
 */
public sealed interface TimedRequest {
  /** The oldest request that is acted on. */
  Duration OLDEST = Duration.ofDays(7);

  /** How far ahead of the clock a request may be. */
  Duration AHEAD = Duration.ofMinutes(5);

  /** Nothing is asked, or nothing new. */
  record None() implements TimedRequest {}

  /**
   * Do it now.
   *
   * @param token the annotation's value
   */
  record Due(String token) implements TimedRequest {}

  /**
   * Not yet.
   *
   * @param token the annotation's value
   * @param until when
   */
  record Later(String token, Instant until) implements TimedRequest {}

  /**
   * Never.
   *
   * @param token the annotation's value
   * @param why with the way out
   */
  record Refused(String token, String why) implements TimedRequest {}

  /**
   * What is known of the last request.
   *
   * @param token its value
   * @param isSettled whether it is done or refused
   */
  record Last(String token, boolean isSettled) {}

  /**
   * The verdict over {@code token}.
   *
   * @param annotation name of the annotation, for the command that a refusal prints
   * @param createdAt when the object was made
   */
  static TimedRequest judge(
      String annotation,
      Optional<String> token,
      Optional<Last> last,
      Instant createdAt,
      Instant now) {
    boolean isSettled =
        last.filter(before -> before.isSettled() && Optional.of(before.token()).equals(token))
            .isPresent();
    if (token.isEmpty() || isSettled) {
      return new None();
    }
    Optional<Instant> asked = timeOf(token.get());
    if (asked.isEmpty()) {
      return refused(token.get(), "The request is not an RFC 3339 time.", annotation);
    }
    Instant at = asked.get();
    boolean goesBack =
        last.filter(before -> !before.token().equals(token.get()))
            .flatMap(before -> timeOf(before.token()))
            .filter(before -> !at.isAfter(before))
            .isPresent();
    if (goesBack || at.plusSeconds(1).isBefore(createdAt)) {
      return new None();
    }
    if (at.isBefore(now.minus(OLDEST))) {
      return refused(token.get(), "The request is more than 7 days old.", annotation);
    }
    if (at.isAfter(now.plus(AHEAD))) {
      return refused(
          token.get(),
          "The request is more than 5 minutes ahead of the cluster's clock.",
          annotation);
    }
    return at.isAfter(now) ? new Later(token.get(), at) : new Due(token.get());
  }

  /** The time that {@code token} spells, when it is RFC 3339. */
  static Optional<Instant> timeOf(String token) {
    try {
      return Optional.of(OffsetDateTime.parse(token).toInstant());
    } catch (DateTimeParseException notATime) {
      return Optional.empty();
    }
  }

  private static Refused refused(String token, String problem, String annotation) {
    return new Refused(
        token,
        problem
            + " Ask again: kubectl annotate --overwrite secpol NAME "
            + annotation
            + "=$(date -u +%Y-%m-%dT%H:%M:%SZ)");
  }
}
