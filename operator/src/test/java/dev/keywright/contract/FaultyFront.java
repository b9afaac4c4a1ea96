package dev.keywright.contract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * An HTTP server in front of a store that passes everything on until it is told to make trouble.
 * For stores that speak HTTP; what an answer looks like under trouble is the store's business.
 */
public final class FaultyFront implements AutoCloseable {
  /** A canned answer. */
  public record Answer(int code, Map<String, String> headers, String body) {}

  private static final Set<String> OWN_HEADERS =
      Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "expect");

  private record State(Trouble trouble, CountDownLatch over) {}

  private final URI target;
  private final Map<Trouble, Answer> answers;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicReference<State> state =
      new AtomicReference<>(new State(Trouble.NONE, new CountDownLatch(1)));
  private final AtomicReference<Predicate<HttpExchange>> lost =
      new AtomicReference<>(exchange -> false);

  /**
   * @param target where the store listens
   * @param answers what it answers when {@code THROTTLED}, {@code BROKEN} or {@code GARBLED}
   */
  public FaultyFront(URI target, Map<Trouble, Answer> answers) throws IOException {
    this.target = target;
    this.answers = answers;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** The address that providers use. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Makes {@code trouble} from now on and ends the one before. */
  public void set(Trouble trouble) {
    state.getAndSet(new State(trouble, new CountDownLatch(1))).over().countDown();
  }

  /** The next request that {@code which} accepts is passed on, its reply is not. */
  public void loseNextReply(Predicate<HttpExchange> which) {
    lost.set(which);
  }

  @Override
  public void close() {
    set(Trouble.UNREACHABLE);
    server.stop(0);
    threads.shutdownNow();
    client.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      State now = state.get();
      switch (now.trouble()) {
        case NONE -> pass(exchange);
        case UNREACHABLE -> {}
        case SILENT -> now.over().await();
        case THROTTLED, BROKEN, GARBLED -> answer(exchange, now.trouble());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange, Trouble trouble) throws IOException {
    Answer answer = answers.get(trouble);
    if (answer == null) {
      throw new UncheckedIOException(new IOException("no answer for " + trouble));
    }
    exchange.getRequestBody().readAllBytes();
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.code(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private void pass(HttpExchange exchange) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        client.send(copy(exchange), HttpResponse.BodyHandlers.ofByteArray());
    Predicate<HttpExchange> which = lost.get();
    if (which.test(exchange) && lost.compareAndSet(which, any -> false)) {
      return;
    }
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (isPassed(name)) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    byte[] body = response.body();
    exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private HttpRequest copy(HttpExchange exchange) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(target.resolve(exchange.getRequestURI()));
    byte[] body = exchange.getRequestBody().readAllBytes();
    request.method(
        exchange.getRequestMethod(),
        body.length == 0
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (isPassed(name)) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return request.build();
  }

  private static boolean isPassed(String header) {
    return !OWN_HEADERS.contains(header.toLowerCase(Locale.ROOT));
  }
}
