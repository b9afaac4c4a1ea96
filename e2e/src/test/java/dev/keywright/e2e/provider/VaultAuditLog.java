package dev.keywright.e2e.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** An audit device of its own, which tells what Vault was really asked. */
final class VaultAuditLog implements AutoCloseable {
  private final VaultAdmin vault;
  private final Path file;
  private final String device = "sys/audit/test-" + UUID.randomUUID().toString().substring(0, 8);

  VaultAuditLog(VaultAdmin vault, Path directory) {
    this.vault = vault;
    this.file = directory.resolve("vault-audit.log");
    vault.put(
        device,
        VaultAdmin.text(Map.of("type", "file", "options", Map.of("file_path", file.toString()))));
  }

  /** How many requests Vault got for exactly this path. */
  long requestsFor(String path) {
    return count(request -> request.path("path").asText().equals(path));
  }

  /** How many requests Vault got whose path begins so. */
  long requestsBelow(String prefix) {
    return count(request -> request.path("path").asText().startsWith(prefix));
  }

  @Override
  public void close() {
    vault.delete(device);
  }

  private long count(Predicate<JsonNode> which) {
    try {
      return Files.readAllLines(file).stream()
          .map(VaultAdmin::parse)
          .filter(line -> line.path("type").asText().equals("request"))
          .filter(line -> which.test(line.path("request")))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
