package dev.keywright.e2e.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keywright.e2e.launcher.RealComponents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A real Vault with a token that may do everything, as a person uses it: the launcher's, or another
 * server with Vault's API named by {@code VAULT_ADDR} and {@code VAULT_TOKEN}.
 */
final class VaultAdmin {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A reply of Vault's. */
  record Reply(int code, JsonNode body) {
    JsonNode data() {
      return body.path("data");
    }
  }

  private final URI address;
  private final String token;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private VaultAdmin(URI address, String token) {
    this.address = address;
    this.token = token;
  }

  /** The Vault of this test run. */
  static VaultAdmin of(RealComponents components) {
    String address = System.getenv("VAULT_ADDR");
    String token = System.getenv("VAULT_TOKEN");
    return address != null && token != null
        ? new VaultAdmin(URI.create(address), token)
        : new VaultAdmin(URI.create(components.vault().address()), components.vault().rootToken());
  }

  URI address() {
    return address;
  }

  String token() {
    return token;
  }

  Reply get(String path) {
    return call("GET", path, null);
  }

  Reply list(String path) {
    return call("LIST", path, null);
  }

  /** Writes, and fails unless Vault takes it. */
  JsonNode put(String path, String json) {
    Reply reply = call("POST", path, json);
    if (reply.code() >= 300) {
      throw new AssertionError("POST " + path + ": " + reply.code() + " " + reply.body());
    }
    return reply.data();
  }

  /** Deletes, and fails unless Vault does. */
  void delete(String path) {
    Reply reply = call("DELETE", path, null);
    if (reply.code() >= 300) {
      throw new AssertionError("DELETE " + path + ": " + reply.code() + " " + reply.body());
    }
  }

  /** A path as it travels in a URI. */
  static String encoded(String path) {
    return URLEncoder.encode(path, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }

  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON", e);
    }
  }

  static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON form", e);
    }
  }

  /** Asks something that Vault wants a body for. */
  Reply call(String path, String json) {
    return call("POST", path, json);
  }

  /** Writes, and gets the answer inside a wrapping token; the whole reply. */
  JsonNode wrap(String path, String json) {
    return send(request(path).header("X-Vault-Wrap-TTL", "5m"), "POST", json).body();
  }

  private Reply call(String method, String path, @Nullable String body) {
    return send(request(path), method, body);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + "/v1/" + path))
        .header("X-Vault-Token", token)
        .timeout(Duration.ofSeconds(20));
  }

  private Reply send(HttpRequest.Builder builder, String method, @Nullable String body) {
    HttpRequest request =
        builder
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      String text = Objects.requireNonNullElse(response.body(), "");
      return new Reply(response.statusCode(), parse(text.isEmpty() ? "{}" : text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
