package dev.keywright.testkit.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP address on loopback for a backend. Counts calls and disturbs them as {@link AwsFaults}
 * says. Thread-safe.
 */
public final class AwsFront implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AwsBackend backend;
  private final AwsFaults faults = new AwsFaults();
  private final Map<String, Integer> calls = new ConcurrentHashMap<>();

  private AwsFront(HttpServer server, AwsBackend backend) {
    this.server = server;
    this.backend = backend;
  }

  /** Starts on a free port. */
  public static AwsFront start(AwsBackend backend) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      AwsFront front = new AwsFront(server, backend);
      server.createContext("/", front::handle);
      server.setExecutor(front.threads);
      server.start();
      return front;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens. */
  public URI endpoint() {
    return URI.create(
        "http://%s:%d"
            .formatted(
                server.getAddress().getAddress().getHostAddress(), server.getAddress().getPort()));
  }

  /** What goes wrong here. */
  public AwsFaults faults() {
    return faults;
  }

  /** How often an action, for instance {@code secretsmanager:GetSecretValue}, was called so far. */
  public int calls(String action) {
    return calls.getOrDefault(action, 0);
  }

  /** How often anything was called so far. */
  public int calls() {
    return calls.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public void close() {
    faults.heal();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      AwsRequest request =
          new AwsRequest(
              exchange.getRequestHeaders(),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      calls.merge(request.action(), 1, Integer::sum);
      switch (faults.next(request)) {
        case AwsFaults.Fault.None() -> send(exchange, backend.answer(request));
        case AwsFaults.Fault.Cut() -> {}
        case AwsFaults.Fault.LostReply() -> backend.answer(request);
        case AwsFaults.Fault.Hang(var end) -> end.await();
        case AwsFaults.Fault.HalfReply(var end) -> {
          exchange.sendResponseHeaders(200, 1_000);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          end.await();
        }
        case AwsFaults.Fault.Instead(AwsAnswer answer) -> send(exchange, answer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, AwsAnswer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    exchange.getResponseHeaders().set("x-amzn-RequestId", "00000000-0000-4000-8000-000000000000");
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
