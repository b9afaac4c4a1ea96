package dev.keywright.provider.aws;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Every call to AWS passes here: at most {@code concurrency} at once, with credentials that are at
 * hand before the call starts, once more with fresh ones when AWS refuses the identity, and with
 * every failure translated. Thread-safe.
 */
final class AwsConnection implements AutoCloseable {
  private final AwsClients clients;
  private final AwsLogin login;
  private final Semaphore permits;
  private final Duration timeout;
  private final AtomicBoolean closed = new AtomicBoolean();

  AwsConnection(AwsClients clients, AwsLogin login, int concurrency, Duration timeout) {
    this.clients = clients;
    this.login = login;
    this.permits = new Semaphore(Math.max(1, concurrency), true);
    this.timeout = timeout;
  }

  AwsClients clients() {
    return clients;
  }

  /** Bound of one call. */
  Duration timeout() {
    return timeout;
  }

  /**
   * Makes one call.
   *
   * @param call its IAM action and what it is about, for messages
   * @throws AwsCallFailed when it does not succeed
   */
  <T> T call(String call, Supplier<T> request) {
    if (closed.get() || !acquire()) {
      throw AwsFailures.failed(AwsProblem.UNAVAILABLE, call);
    }
    try {
      AwsCredentials credentials = login.credentials();
      Optional<T> answer = attempt(call, request, credentials);
      return answer.isPresent() ? answer.get() : last(call, request);
    } finally {
      permits.release();
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      clients.close();
      login.close();
    }
  }

  /** The answer; empty when AWS refuses the credentials, which are then forgotten. */
  private <T> Optional<T> attempt(String call, Supplier<T> request, AwsCredentials credentials) {
    try {
      return Optional.of(request.get());
    } catch (SdkException e) {
      if (!AwsFailures.problemOf(e).isAboutIdentity()) {
        throw translated(e, call);
      }
      login.refused(credentials);
      return Optional.empty();
    } catch (RejectedExecutionException closing) {
      throw AwsFailures.failed(AwsProblem.UNAVAILABLE, call);
    }
  }

  /** The second and last try; also worth it with the same key, once the SDK knows AWS's clock. */
  private <T> T last(String call, Supplier<T> request) {
    login.credentials();
    try {
      return request.get();
    } catch (SdkException e) {
      throw translated(e, call);
    } catch (RejectedExecutionException closing) {
      throw AwsFailures.failed(AwsProblem.UNAVAILABLE, call);
    }
  }

  private static AwsCallFailed translated(SdkException thrown, String call) {
    if (thrown instanceof AbortedException) {
      Thread.currentThread().interrupt();
    }
    return AwsFailures.failed(thrown, call);
  }

  private boolean acquire() {
    try {
      return permits.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
