package dev.keywright.provider.vault;

import dev.keywright.provider.spi.ProviderFailure;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one HTTP client of a provider, made on first use with the trust the store asks for. After a
 * TLS failure it is made anew, so that a changed CA bundle counts at the next call. Redirects are
 * never followed: they would carry the token to another host. Thread-safe.
 */
final class VaultConnection implements AutoCloseable {
  /** Whether there is a client. */
  sealed interface Connection {
    /** Use this. */
    record Open(HttpClient client) implements Connection {}

    /** The trust cannot be established. */
    record Refused(ProviderFailure failure) implements Connection {}

    /** The provider is closed. */
    record Closed() implements Connection {}
  }

  private final Optional<VaultTls> tls;
  private final Duration connectTimeout;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable HttpClient client;
  private boolean closed;

  /**
   * @param tls empty for the authorities of the Java runtime and no certificate of our own
   * @param connectTimeout bound of a connection attempt
   */
  VaultConnection(Optional<VaultTls> tls, Duration connectTimeout) {
    this.tls = tls;
    this.connectTimeout = connectTimeout;
  }

  Connection open() {
    lock.lock();
    try {
      if (closed) {
        return new Connection.Closed();
      }
      HttpClient present = client;
      return present == null ? connect() : new Connection.Open(present);
    } finally {
      lock.unlock();
    }
  }

  /** Lets go of {@code failed}, unless another thread did so already. */
  void reset(HttpClient failed) {
    lock.lock();
    try {
      if (failed.equals(client)) {
        client = null;
      }
    } finally {
      lock.unlock();
    }
    failed.shutdown();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (client != null) {
        client.shutdownNow();
        client = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private Connection connect() {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connectTimeout)
            .executor(Executors.newVirtualThreadPerTaskExecutor());
    if (tls.isPresent()) {
      switch (tls.get().resolve()) {
        case VaultTls.Outcome.Given(var context) -> builder.sslContext(context);
        case VaultTls.Outcome.Refused(var failure) -> {
          return new Connection.Refused(failure);
        }
      }
    }
    HttpClient made = builder.build();
    client = made;
    return new Connection.Open(made);
  }
}
