package dev.keywright.provider.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * Temporary credentials, kept until five minutes before their end. One thread gets new ones, the
 * others wait for it; while AWS cannot give new ones, the old ones serve to their end. Thread-safe.
 */
final class SessionCredentials {
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final Supplier<Session> issuer;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Session known;

  /**
   * @param issuer gets new ones; throws {@link AwsCallFailed}
   */
  SessionCredentials(Supplier<Session> issuer, InstantSource clock) {
    this.issuer = issuer;
    this.clock = clock;
  }

  /**
   * Credentials and their end.
   *
   * @param credentials to sign with
   * @param end when AWS stops taking them
   */
  record Session(AwsCredentials credentials, Instant end) {
    static Session of(Credentials issued) {
      return new Session(
          AwsSessionCredentials.create(
              issued.accessKeyId(), issued.secretAccessKey(), issued.sessionToken()),
          issued.expiration());
    }

    boolean lasts(Instant until) {
      return end.isAfter(until);
    }
  }

  AwsCredentials get() {
    Session present = known;
    if (present != null && present.lasts(clock.instant().plus(AHEAD))) {
      return present.credentials();
    }
    lock.lock();
    try {
      Session sinceThen = known;
      return sinceThen != null && sinceThen.lasts(clock.instant().plus(AHEAD))
          ? sinceThen.credentials()
          : renewed(sinceThen);
    } finally {
      lock.unlock();
    }
  }

  /** Drops {@code refused}, unless others are in use already. */
  void forget(AwsCredentials refused) {
    Session present = known;
    if (present != null && present.credentials().equals(refused)) {
      known = null;
    }
  }

  private AwsCredentials renewed(@Nullable Session old) {
    try {
      Session fresh = issuer.get();
      known = fresh;
      return fresh.credentials();
    } catch (AwsCallFailed e) {
      if (old != null && old.lasts(clock.instant())) {
        return old.credentials();
      }
      throw e;
    }
  }
}
