package dev.keywright.e2e.launcher.vault;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keywright.e2e.launcher.model.Endpoints;
import dev.keywright.e2e.launcher.model.JsonFile;
import dev.keywright.e2e.launcher.model.RunDirectory;
import dev.keywright.e2e.launcher.model.RunFacts.VaultAccess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * Vault as one server with one unseal key and its data on disk. Vault's dev mode keeps its data in
 * memory only, and a restart is one of the things that tests do.
 */
public final class VaultServer {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final RunDirectory run;
  private final Endpoints endpoints;
  private final String address;
  private final Path keyFile;

  public VaultServer(RunDirectory run, Endpoints endpoints) {
    this.run = run;
    this.endpoints = endpoints;
    this.address = "http://127.0.0.1:" + endpoints.vault();
    this.keyFile = run.config("vault-keys.json");
  }

  /** What initialisation gave. */
  private record Keys(String unsealKey, String rootToken) {}

  /**
   * Writes the configuration file.
   *
   * @param raft store by Raft (all that a minimal Vault has) instead of plain files
   */
  public void configure(Path data, boolean raft) {
    Map<String, String> place = Map.of("path", data.toString());
    JsonFile.write(
        run.config("vault.json"),
        Map.of(
            "storage",
            raft
                ? Map.of(
                    "raft",
                    Map.of(
                        "path", data.toString(), "node_id", "e2e", "performance_multiplier", "1"))
                : Map.of("file", place),
            "listener",
            List.of(Map.of("tcp", plainListener()), Map.of("tcp", tlsListener())),
            "api_addr",
            address,
            "cluster_addr",
            "http://127.0.0.1:" + (endpoints.vault() + 1),
            "disable_mlock",
            true,
            "log_level",
            "info"));
  }

  /**
   * Whether it was initialised and the keys were kept. Data without keys, which a launcher leaves
   * that dies between the two, is of no use.
   */
  public boolean hasKeys() {
    return Files.exists(keyFile);
  }

  private Map<String, ?> plainListener() {
    return Map.of("address", "127.0.0.1:" + endpoints.vault(), "tls_disable", true);
  }

  private Map<String, ?> tlsListener() {
    return Map.of(
        "address", "127.0.0.1:" + endpoints.vaultTls(),
        "tls_cert_file", run.pki().resolve("vault.crt").toString(),
        "tls_key_file", run.pki().resolve("vault.key").toString());
  }

  /**
   * Initialises the server on first use, unseals it, and gives the way in once it serves secrets.
   * May be called again.
   */
  public VaultAccess open() {
    Keys keys = JsonFile.read(keyFile, Keys.class).orElseGet(this::initialise);
    unseal(keys);
    try (VaultApi api = new VaultApi(address, keys.rootToken())) {
      awaitStatus(api, "sys/health");
      if (!api.read("sys/audit").at("/data").has("file/")) {
        api.write("sys/audit/file", auditDevice());
      }
      if (!api.read("sys/mounts").at("/data").has("secret/")) {
        api.write("sys/mounts/secret", Map.of("type", "kv", "options", Map.of("version", "2")));
      }
      // A KV v2 mount refuses calls for a moment while it upgrades itself.
      awaitStatus(api, "secret/config");
    }
    return new VaultAccess(
        address,
        keys.rootToken(),
        run.vaultAudit(),
        "https://localhost:" + endpoints.vaultTls(),
        run.pki().resolve("vault-ca.crt"));
  }

  private Keys initialise() {
    try (VaultApi api = new VaultApi(address, "")) {
      JsonNode made = api.write("sys/init", Map.of("secret_shares", 1, "secret_threshold", 1));
      Keys keys = new Keys(made.at("/keys_base64/0").asText(), made.at("/root_token").asText());
      JsonFile.write(keyFile, keys);
      return keys;
    }
  }

  private void unseal(Keys keys) {
    try (VaultApi api = new VaultApi(address, "")) {
      api.write("sys/unseal", Map.of("key", keys.unsealKey()));
    }
  }

  private Map<String, ?> auditDevice() {
    return Map.of("type", "file", "options", Map.of("file_path", run.vaultAudit().toString()));
  }

  private static void awaitStatus(VaultApi api, String path) {
    Awaitility.await("Vault's " + path)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> api.statusOf(path) == 200);
  }
}
