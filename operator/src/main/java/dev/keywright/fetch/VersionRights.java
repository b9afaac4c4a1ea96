package dev.keywright.fetch;

import dev.keywright.provider.spi.SecretPath;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Remembers where a store lets us read a value but not its version, so that the refused call is not
 * repeated at every interval. A refusal counts only once a read of the same path has succeeded:
 * until then the identity itself may be the trouble. Tried again after an hour. Thread-safe.
 */
final class VersionRights {
  static final Duration REMEMBERED = Duration.ofHours(1);

  private final InstantSource clock;
  private final Set<SecretPath> suspected = new HashSet<>();
  private final Map<SecretPath, Instant> deniedUntil = new HashMap<>();
  private boolean told;

  VersionRights(InstantSource clock) {
    this.clock = clock;
  }

  /** Whether asking for the version of {@code path} is known to be refused. */
  synchronized boolean areDenied(SecretPath path) {
    Instant until = deniedUntil.get(path);
    if (until == null) {
      return false;
    }
    if (clock.instant().isBefore(until)) {
      return true;
    }
    deniedUntil.remove(path);
    return false;
  }

  /** A version check of {@code path} was refused. */
  synchronized void suspect(SecretPath path) {
    suspected.add(path);
  }

  /** A read of {@code path} got an answer; returns whether this is the first path to tell of. */
  synchronized boolean confirm(SecretPath path) {
    if (!suspected.remove(path)) {
      return false;
    }
    deniedUntil.put(path, clock.instant().plus(REMEMBERED));
    boolean first = !told;
    told = true;
    return first;
  }
}
