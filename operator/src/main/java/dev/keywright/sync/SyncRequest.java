package dev.keywright.sync;

import dev.keywright.api.v1alpha1.RequestState;
import dev.keywright.api.v1alpha1.RequestStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges a sync request by annotation. It is acted on once: when newer than the last handled one
 * and than the policy itself, at most 7 days old; one at most 5 minutes ahead waits until its time.
 * Pure.
 */
sealed interface SyncRequest {
  Duration OLDEST = Duration.ofDays(7);
  Duration AHEAD = Duration.ofMinutes(5);

  /** Nothing is asked, or nothing new. */
  record None() implements SyncRequest {}

  /**
   * Check the sources now.
   *
   * @param token the annotation's value
   */
  record Due(String token) implements SyncRequest {}

  /**
   * Not yet.
   *
   * @param token the annotation's value
   * @param until when
   */
  record Later(String token, Instant until) implements SyncRequest {}

  /**
   * Never.
   *
   * @param token the annotation's value
   * @param why with the way out
   */
  record Refused(String token, String why) implements SyncRequest {}

  /** The verdict over {@code token}. */
  static SyncRequest judge(
      Optional<String> token, @Nullable RequestStatus last, Instant createdAt, Instant now) {
    if (token.isEmpty() || isSettled(token.get(), last)) {
      return new None();
    }
    Optional<Instant> asked = timeOf(token.get());
    if (asked.isEmpty()) {
      return new Refused(
          token.get(),
          "The request is not an RFC 3339 time. Use: kubectl annotate --overwrite ..."
              + " keywright.dev/sync-requested-at=$(date -u +%FT%TZ)");
    }
    Instant at = asked.get();
    boolean goesBack =
        last != null
            && last.token() != null
            && timeOf(last.token()).filter(before -> !at.isAfter(before)).isPresent();
    if (goesBack || at.plusSeconds(1).isBefore(createdAt)) {
      return new None();
    }
    if (at.isBefore(now.minus(OLDEST))) {
      return new Refused(
          token.get(), "The request is more than 7 days old. Ask again with the current time.");
    }
    if (at.isAfter(now.plus(AHEAD))) {
      return new Refused(
          token.get(),
          "The request is more than 5 minutes ahead of the cluster's clock. Ask again with the"
              + " current time.");
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

  private static boolean isSettled(String token, @Nullable RequestStatus last) {
    return last != null
        && token.equals(last.token())
        && (last.state() == RequestState.Done || last.state() == RequestState.Refused);
  }
}
