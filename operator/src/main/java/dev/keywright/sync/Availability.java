package dev.keywright.sync;

import dev.keywright.core.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * From when on everybody who reads a target gets a revision of it. Consumers that began earlier may
 * hold older content, so every doubt makes it later. Pure.
 *
 * <p>It is compared with creation times of workloads, which the API server stamps and cuts to whole
 * seconds. So the API server's own time of the write is taken where it tells it, a second later
 * because it is cut too. Without it our clock counts, when the write had returned. {@link
 * Revision#madeAt} is earlier than both: the revision is named right before the write.
 */
final class Availability {
  /** Times of the API server are cut to whole seconds: the true one may be this much later. */
  private static final Duration CUT = Duration.ofSeconds(1);

  /**
   * How long after a revision was named its write can still land (kube-apiserver gives a request up
   * after {@code --request-timeout}, by default 1m0s).
   */
  static final Duration LONGEST_WRITE = Duration.ofMinutes(1);

  private Availability() {}

  /**
   * The instant for the revision of {@code write}.
   *
   * @param returnedAt when the writer returned, by our clock
   */
  static Instant of(
      SyncObservation observed, TargetWrite write, WriteOutcome outcome, Instant returnedAt) {
    Revision revision = write.revision();
    return known(observed, revision)
        .or(() -> found(observed, revision, returnedAt))
        .orElseGet(() -> acceptedAt(outcome).map(time -> time.plus(CUT)).orElse(returnedAt));
  }

  /** What an earlier look has told; repairs do not move it. */
  private static Optional<Instant> known(SyncObservation observed, Revision revision) {
    return observed.writtenRevision().filter(revision::equals).isPresent()
        ? Optional.ofNullable(observed.status()).map(status -> status.changedTime())
        : Optional.empty();
  }

  /**
   * For a revision that an earlier look wrote without telling, or whose status is lost: our last
   * write of the target, which may have been a repair long after the one in question.
   */
  private static Optional<Instant> found(
      SyncObservation observed, Revision revision, Instant returnedAt) {
    return observed
        .target()
        .filter(live -> live.revision().filter(revision::equals).isPresent())
        .map(
            live -> {
              Instant latest = min(revision.madeAt().plus(LONGEST_WRITE), returnedAt);
              return live.writtenAt().map(time -> min(time.plus(CUT), latest)).orElse(latest);
            });
  }

  private static Optional<Instant> acceptedAt(WriteOutcome outcome) {
    return switch (outcome) {
      case WriteOutcome.Created created -> created.acceptedAt();
      case WriteOutcome.Updated updated -> updated.acceptedAt();
      case WriteOutcome.Adopted _,
          WriteOutcome.Unchanged _,
          WriteOutcome.Refused _,
          WriteOutcome.Unavailable _,
          WriteOutcome.Retry _ ->
          Optional.empty();
    };
  }

  private static Instant min(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
