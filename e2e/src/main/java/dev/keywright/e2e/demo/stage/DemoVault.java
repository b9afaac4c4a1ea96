package dev.keywright.e2e.demo.stage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keywright.e2e.demo.ground.Cast;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.vault.VaultApi;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The demo's Vault: one KV v2 object, and a role for the ServiceAccount of the application. Reads
 * and writes with the root token, as an administrator who looks at Vault from outside the product.
 */
public final class DemoVault implements AutoCloseable {
  /** Path of the object at mount {@code secret}. */
  public static final String PATH = "shop/orders";

  /** Property that is rotated. */
  public static final String TOKEN = "api-token";

  /** Property that somebody changes by hand. */
  public static final String WEBHOOK_KEY = "webhook-key";

  /** The ServiceAccount whose token opens Vault. */
  public static final String ACCOUNT = "orders";

  private static final String RIGHTS =
      """
      path "secret/data/shop/orders"         { capabilities = ["read", "update"] }
      path "secret/metadata/shop/orders"     { capabilities = ["read"] }
      path "secret/data/.keywright/*"        { capabilities = ["create", "read", "update"] }
      path "secret/metadata/.keywright/*"    { capabilities = ["read", "delete"] }
      """;

  private final RealComponents components;
  private final VaultApi vault;
  private final RandomValues values = new RandomValues();

  public DemoVault(RealComponents components) {
    this.components = components;
    this.vault = components.vaultApi();
  }

  /**
   * Writes the first values and lets the ServiceAccount in by the JWT auth method. Vault is given
   * the public keys of the cluster's tokens, so it needs neither a way to the API server nor a
   * secret of it.
   */
  public void prepare(KubernetesClient admin, Cast cast) {
    vault.putSecret(
        PATH,
        Map.of(TOKEN, values.next("tok_"), WEBHOOK_KEY, values.next("whk_"), "owner", "team-shop"));
    vault.write("sys/policies/acl/orders", Map.of("policy", RIGHTS));
    vault.write("sys/auth/jwt", Map.of("type", "jwt"));
    vault.write(
        "auth/jwt/config",
        Map.of("jwt_validation_pubkeys", SigningKeys.pemsOf(admin.raw("/openid/v1/jwks"))));
    vault.write(
        "auth/jwt/role/" + ACCOUNT,
        Map.of(
            "role_type",
            "jwt",
            "bound_audiences",
            List.of("vault"),
            "bound_subject",
            "system:serviceaccount:%s:%s".formatted(cast.namespace(), ACCOUNT),
            "user_claim",
            "sub",
            "token_policies",
            List.of("orders"),
            "token_ttl",
            "10m"));
  }

  /** For example {@code http://127.0.0.1:20200}. */
  public String address() {
    return components.vault().address();
  }

  /** The number of the object's current version. */
  public int version() {
    return vault.read("secret/metadata/" + PATH).at("/data/current_version").asInt();
  }

  /** A property of the current version. */
  public String value(String property) {
    return text(vault.secret(PATH), property);
  }

  /** A property of an older version. */
  public String value(String property, int version) {
    return text(
        vault.read("secret/data/" + PATH + "?version=" + version).at("/data/data"), property);
  }

  /**
   * Gives the webhook key a new value, as a person would.
   *
   * @return the new version
   */
  public int changeWebhookKey() {
    Map<String, String> data = new HashMap<>();
    vault
        .secret(PATH)
        .properties()
        .forEach(entry -> data.put(entry.getKey(), entry.getValue().asText()));
    data.put(WEBHOOK_KEY, values.next("whk_"));
    return vault.putSecret(PATH, data);
  }

  /**
   * Ends Vault without warning (SIGKILL).
   *
   * @return the process that ended
   */
  public long kill() {
    long pid = components.control().process(Component.VAULT).pid();
    components.control().kill(Component.VAULT);
    return pid;
  }

  /** Starts Vault again on the same port and the same data, and unseals it. */
  public void restart() {
    components.control().restart(Component.VAULT);
  }

  @Override
  public void close() {
    vault.close();
  }

  private static String text(JsonNode data, String property) {
    return data.path(property).asText();
  }
}
