package dev.keywright.e2e.bench.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * One request, as Vault has recorded it.
 *
 * @param operation read, update, create, delete or list
 * @param path for example {@code secret/data/shop}
 */
public record VaultCall(String operation, String path) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads a line of the audit log. */
  static VaultCall of(String line) {
    try {
      JsonNode request = JSON.readTree(line).path("request");
      return new VaultCall(request.path("operation").asText(), request.path("path").asText());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Vault's audit log is not JSON lines", e);
    }
  }

  /** Whether it read below {@code prefix}. */
  boolean reads(String prefix) {
    return operation.equals("read") && path.startsWith(prefix);
  }
}
