package dev.keywright.e2e.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keywright.e2e.launcher.model.JsonFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Reads what etcd stores, byte for byte: shows that Secrets are encrypted there. Thread-safe. */
public final class EtcdValues {
  private final String address;

  EtcdValues(String address) {
    this.address = address;
  }

  /**
   * The stored value.
   *
   * @param key for example {@code /registry/secrets/shop/payments}
   */
  public Optional<byte[]> get(String key) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      String encoded = Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address + "/v3/kv/range"))
              .POST(
                  HttpRequest.BodyPublishers.ofByteArray(
                      JsonFile.MAPPER.writeValueAsBytes(Map.of("key", encoded))))
              .build();
      JsonNode reply =
          JsonFile.MAPPER.readTree(
              http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
      JsonNode value = reply.at("/kvs/0/value");
      return value.isMissingNode()
          ? Optional.empty()
          : Optional.of(Base64.getDecoder().decode(value.asText()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading etcd", e);
    }
  }
}
