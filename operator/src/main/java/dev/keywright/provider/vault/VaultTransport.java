package dev.keywright.provider.vault;

import dev.keywright.core.SecretMaterial;
import dev.keywright.provider.spi.ProviderFailure;
import io.github.jopenlibs.vault.EnvironmentLoader;
import io.github.jopenlibs.vault.SslConfig;
import io.github.jopenlibs.vault.VaultConfig;
import io.github.jopenlibs.vault.VaultException;
import io.github.jopenlibs.vault.api.Logical;
import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.response.LogicalResponse;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * Sends one request through the driver and says what came back. Never more than the store's
 * concurrency at once; never retries; never throws. Thread-safe.
 *
 * <p>The driver is given the raw path of Vault's API with engine version 1, so that it rewrites
 * nothing: mounts with slashes, metadata and logins are then plain requests.
 */
final class VaultTransport implements AutoCloseable {
  /** Where requests go. */
  record Server(URI address, Optional<String> namespace) {}

  private static final class NoEnvironment extends EnvironmentLoader {
    private static final long serialVersionUID = 1L;

    /** The driver would take a token from the environment or from a file in the home directory. */
    @Override
    @SuppressWarnings("NullAway") // the driver's own loader returns null for an unset variable
    public String loadVariable(String name) {
      return null;
    }
  }

  private final Server server;
  private final VaultConnection connection;
  private final Semaphore permits;
  private final RetryAfter retryAfter;

  VaultTransport(
      Server server, VaultConnection connection, int concurrency, RetryAfter retryAfter) {
    this.server = server;
    this.connection = connection;
    this.permits = new Semaphore(concurrency, true);
    this.retryAfter = retryAfter;
  }

  /** Whether a request could be sent at all, and what came back. */
  sealed interface Sent {
    /** It was tried. */
    record Replied(VaultReply reply) implements Sent {}

    /** The store's own settings keep it from being sent. */
    record NotSent(ProviderFailure failure) implements Sent {}
  }

  /**
   * @param token empty for a login
   */
  Sent send(Optional<SecretMaterial> token, VaultRequest request, Deadline deadline) {
    try {
      if (!hasPlace(deadline)) {
        return silence(VaultReply.Cause.BUSY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return silence(VaultReply.Cause.INTERRUPTED);
    }
    try {
      return switch (connection.open()) {
        case VaultConnection.Connection.Open(HttpClient client) ->
            new Sent.Replied(exchange(client, token, request, deadline));
        case VaultConnection.Connection.Refused(ProviderFailure failure) ->
            new Sent.NotSent(failure);
        case VaultConnection.Connection.Closed() -> silence(VaultReply.Cause.CLOSED);
      };
    } finally {
      permits.release();
    }
  }

  /**
   * Takes a place, or waits for one; one that was waited for and comes with next to no time left
   * for the call is none.
   */
  private boolean hasPlace(Deadline deadline) throws InterruptedException {
    if (permits.tryAcquire(0, TimeUnit.NANOSECONDS)) {
      return true;
    }
    Duration allowed = deadline.left();
    if (!permits.tryAcquire(allowed.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    boolean isInTime = deadline.left().compareTo(allowed.dividedBy(20)) > 0;
    if (!isInTime) {
      permits.release();
    }
    return isInTime;
  }

  @Override
  public void close() {
    connection.close();
  }

  private VaultReply exchange(
      HttpClient client, Optional<SecretMaterial> token, VaultRequest request, Deadline deadline) {
    URI uri = request.at(server.address());
    String path = request.encoded();
    try {
      Logical driver =
          new Logical(config(new BoundedHttpClient(client, uri, deadline, retryAfter), token));
      return switch (request.purpose()) {
        case READ, LIST -> answer(driver.read(path));
        case WRITE, LOGIN -> answer(driver.write(path, asMap(request.body())));
        case DELETE -> answer(driver.delete(path));
      };
    } catch (VaultException e) {
      VaultReply reply = replyIn(e);
      if (reply.equals(new VaultReply.Silence(VaultReply.Cause.TLS))) {
        connection.reset(client);
      }
      return reply;
    }
  }

  private VaultConfig config(HttpClient client, Optional<SecretMaterial> token)
      throws VaultException {
    VaultConfig config =
        new VaultConfig()
            .environmentLoader(new NoEnvironment())
            .address(server.address().toString())
            .engineVersion(1)
            .sslConfig(new SslConfig())
            .httpClient(client);
    if (server.namespace().isPresent()) {
      config.nameSpace(server.namespace().get());
    }
    token.ifPresent(material -> config.token(material.revealUtf8()));
    return config.build();
  }

  private static Map<String, Object> asMap(Optional<JsonObject> body) {
    Map<String, Object> map = new HashMap<>();
    body.ifPresent(json -> json.forEach(member -> map.put(member.getName(), member.getValue())));
    return map;
  }

  private static VaultReply answer(LogicalResponse response) {
    int code = response.getRestResponse().getStatus();
    String body = new String(response.getRestResponse().getBody(), StandardCharsets.UTF_8);
    if (code == 204) {
      return new VaultReply.Answer(code, new JsonObject());
    }
    try {
      return new VaultReply.Answer(code, Json.parse(body).asObject());
    } catch (RuntimeException e) {
      return new VaultReply.Silence(VaultReply.Cause.GARBLED);
    }
  }

  /** Judges by type and code; the exception's text may hold the body and is dropped with it. */
  private static VaultReply replyIn(VaultException exception) {
    Optional<VaultReply.Cause> cause = Optional.empty();
    for (Throwable t = exception; t != null; t = t.getCause()) {
      if (t instanceof BoundedHttpClient.RefusedException refused) {
        return refused.refusal();
      }
      Optional<VaultReply.Cause> outer = cause;
      cause = causeOf(t).or(() -> outer);
    }
    int code = exception.getHttpStatusCode();
    if (code != 0) {
      return VaultReply.Refusal.of(code);
    }
    return new VaultReply.Silence(cause.orElse(VaultReply.Cause.CUT));
  }

  private static Optional<VaultReply.Cause> causeOf(Throwable thrown) {
    return switch (thrown) {
      case BoundedHttpClient.GarbledException garbled -> Optional.of(VaultReply.Cause.GARBLED);
      case InterruptedIOException interrupted -> Optional.of(VaultReply.Cause.INTERRUPTED);
      case HttpTimeoutException late -> Optional.of(VaultReply.Cause.TIMEOUT);
      case SSLException untrusted -> Optional.of(VaultReply.Cause.TLS);
      case UnknownHostException unknown -> Optional.of(VaultReply.Cause.UNKNOWN_HOST);
      case UnresolvedAddressException unknown -> Optional.of(VaultReply.Cause.UNKNOWN_HOST);
      case ConnectException down -> Optional.of(VaultReply.Cause.NOT_CONNECTED);
      default -> Optional.empty();
    };
  }

  private static Sent silence(VaultReply.Cause cause) {
    return new Sent.Replied(new VaultReply.Silence(cause));
  }
}
