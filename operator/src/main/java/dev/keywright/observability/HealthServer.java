package dev.keywright.observability;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Serves {@code /metrics} (Prometheus text), {@code /livez} (the process works) and {@code /readyz}
 * (caches are filled; a standby is ready too, since it can take over). Holds no secret.
 */
public final class HealthServer implements AutoCloseable {
  private final HttpServer server;

  /**
   * Starts serving.
   *
   * @param port 0 for any free one
   * @throws IOException when the port is taken
   */
  public HealthServer(
      int port, PrometheusMeterRegistry metrics, BooleanSupplier alive, BooleanSupplier ready)
      throws IOException {
    server = HttpServer.create(new InetSocketAddress(port), 0);
    server.createContext("/metrics", exchange -> answer(exchange, 200, metrics::scrape));
    server.createContext(
        "/livez",
        exchange ->
            answer(
                exchange,
                alive.getAsBoolean() ? 200 : 503,
                () -> alive.getAsBoolean() ? "ok\n" : "failed\n"));
    server.createContext(
        "/readyz",
        exchange ->
            answer(
                exchange,
                ready.getAsBoolean() ? 200 : 503,
                () -> ready.getAsBoolean() ? "ok\n" : "starting\n"));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** The port in use. */
  public int port() {
    return server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, int code, Supplier<String> body)
      throws IOException {
    byte[] bytes = body.get().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    exchange.sendResponseHeaders(code, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
