package dev.keywright.e2e.launcher.vault;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keywright.e2e.launcher.model.JsonFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/**
 * Vault's HTTP API with one token, for setting up a server and for looking at it from outside the
 * product. Thread-safe.
 */
public final class VaultApi implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final String address;
  private final String token;

  /**
   * @param address for example {@code http://127.0.0.1:20200}
   * @param token empty for the few calls that need none
   */
  public VaultApi(String address, String token) {
    this.address = address;
    this.token = token;
  }

  /**
   * An answer of Vault that is not a success. The message names the call and the status, never a
   * value.
   */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refused(String method, String path, int status) {
      super("Vault answers " + status + " to " + method + " " + path);
      this.status = status;
    }

    /** The HTTP status, for example 403. */
    public int status() {
      return status;
    }
  }

  /**
   * Reads a path.
   *
   * @param path without {@code /v1/}, for example {@code secret/data/shop}
   * @throws Refused for any answer that is not 2xx
   */
  public JsonNode read(String path) {
    return call("GET", path, HttpRequest.BodyPublishers.noBody());
  }

  /**
   * Writes a path (PUT).
   *
   * @throws Refused for any answer that is not 2xx
   */
  public JsonNode write(String path, Map<String, ?> body) {
    return call("PUT", path, json(body));
  }

  /** Writes a new version of a KV v2 secret at the mount {@code secret/} and gives its number. */
  public int putSecret(String path, Map<String, ?> data) {
    return write("secret/data/" + path, Map.of("data", data)).at("/data/version").asInt();
  }

  /** The current data of a KV v2 secret at the mount {@code secret/}. */
  public JsonNode secret(String path) {
    return read("secret/data/" + path).at("/data/data");
  }

  /** Deletes a path. */
  public void delete(String path) {
    call("DELETE", path, HttpRequest.BodyPublishers.noBody());
  }

  /** The HTTP status of a GET, whatever it is; 0 when nothing answers. */
  int statusOf(String path) {
    try {
      return send("GET", path, HttpRequest.BodyPublishers.noBody()).statusCode();
    } catch (UncheckedIOException e) {
      return 0;
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private JsonNode call(String method, String path, HttpRequest.BodyPublisher body) {
    HttpResponse<String> response = send(method, path, body);
    if (response.statusCode() / 100 != 2) {
      throw new Refused(method, path, response.statusCode());
    }
    try {
      return JsonFile.MAPPER.readTree(response.body().isEmpty() ? "{}" : response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + "/v1/" + path))
            .timeout(TIMEOUT)
            .method(method, body);
    if (!token.isEmpty()) {
      request.header("X-Vault-Token", token);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while calling Vault", e);
    }
  }

  private static HttpRequest.BodyPublisher json(Map<String, ?> body) {
    try {
      return HttpRequest.BodyPublishers.ofByteArray(JsonFile.MAPPER.writeValueAsBytes(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
