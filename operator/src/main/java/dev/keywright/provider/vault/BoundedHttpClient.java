package dev.keywright.provider.vault;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * The shared client as one request sees it. Between the driver and the network it sees to what the
 * driver does not: the whole exchange ends by the deadline ({@link HttpRequest#timeout()} ends with
 * the headers), an answer has a largest size, the URI is encoded exactly, and a code that means
 * failure becomes a {@link RefusedException} without the body, which the driver would put into its
 * exception's message.
 */
final class BoundedHttpClient extends HttpClient {
  /** Vault keeps at most 1 MiB under a path by default; JSON escapes make it longer. */
  private static final long MAX_BODY_BYTES = 8L << 20;

  /** Vault itself refuses requests that nest deeper than 300 (max_json_depth). */
  private static final int MAX_DEPTH = 400;

  /** A status code that means failure whatever the body says. */
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient VaultReply.Refusal refusal;

    RefusedException(VaultReply.Refusal refusal) {
      super("refused with code " + refusal.code());
      this.refusal = refusal;
    }

    VaultReply.Refusal refusal() {
      return refusal;
    }
  }

  /** An answer that cannot be Vault's. */
  static final class GarbledException extends IOException {
    private static final long serialVersionUID = 1L;

    GarbledException() {
      super("not an answer of Vault's");
    }
  }

  private final HttpClient shared;
  private final URI uri;
  private final Deadline deadline;
  private final RetryAfter retryAfter;

  /**
   * @param shared does the work
   * @param uri what is asked, whatever the driver makes of it
   * @param deadline when the exchange must be over
   * @param retryAfter reads the header of that name
   */
  BoundedHttpClient(HttpClient shared, URI uri, Deadline deadline, RetryAfter retryAfter) {
    this.shared = shared;
    this.uri = uri;
    this.deadline = deadline;
    this.retryAfter = retryAfter;
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<T>> exchange = sendAsync(request, handler);
    try {
      HttpResponse<T> response = exchange.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
      checkCode(response);
      checkBody(response);
      return response;
    } catch (TimeoutException e) {
      exchange.cancel(true);
      throw new HttpTimeoutException("no answer in time");
    } catch (InterruptedException e) {
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    HttpRequest exact = HttpRequest.newBuilder(request, (name, value) -> true).uri(uri).build();
    return shared.sendAsync(exact, HttpResponse.BodyHandlers.limiting(handler, MAX_BODY_BYTES));
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request,
      HttpResponse.BodyHandler<T> handler,
      HttpResponse.PushPromiseHandler<T> pushes) {
    return sendAsync(request, handler);
  }

  /** Lets success pass, and 404, whose body is needed. */
  private void checkCode(HttpResponse<?> response) throws IOException {
    int code = response.statusCode();
    if (code == 400 && !isJsonObject(response.body())) {
      throw new GarbledException(); // for instance Go's answer to plain HTTP on a TLS port
    }
    if (code != 200 && code != 204 && code != 404) {
      throw new RefusedException(
          new VaultReply.Refusal(
              code, response.headers().firstValue("Retry-After").flatMap(retryAfter::of)));
    }
  }

  /** Keeps from the driver, which parses by recursion, what would overflow its stack. */
  private static void checkBody(HttpResponse<?> response) throws IOException {
    if (response.body() instanceof String text && depthOf(text) > MAX_DEPTH) {
      throw new GarbledException();
    }
  }

  private static boolean isJsonObject(Object body) {
    return body instanceof String text && text.stripLeading().startsWith("{");
  }

  /** How deep brackets nest outside of strings. */
  private static int depthOf(String json) {
    int depth = 0;
    int deepest = 0;
    boolean inString = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (inString) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          inString = false;
        }
      } else if (c == '"') {
        inString = true;
      } else if (c == '{' || c == '[') {
        deepest = Math.max(deepest, ++depth);
      } else if (c == '}' || c == ']') {
        depth--;
      }
    }
    return deepest;
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return shared.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return shared.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return shared.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return shared.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return shared.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return shared.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return shared.authenticator();
  }

  @Override
  public Version version() {
    return shared.version();
  }

  @Override
  public Optional<Executor> executor() {
    return shared.executor();
  }
}
