package dev.keywright.e2e.provider;

import static org.awaitility.Awaitility.await;

import dev.keywright.contract.FakeCredentials;
import dev.keywright.contract.FaultyFront;
import dev.keywright.contract.Trouble;
import dev.keywright.contract.WritableStoreUnderTest;
import dev.keywright.core.SourceVersion;
import dev.keywright.provider.spi.ClusterSecrets;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderEnvironment;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.SecretKeyReference;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.SecretProvider;
import dev.keywright.provider.spi.ServiceAccountReference;
import dev.keywright.provider.vault.VaultProviderFactory;
import dev.keywright.provider.vault.VaultSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A KV mount of a real Vault with a jwt auth mount beside it, behind a {@link FaultyFront}. Logs in
 * as ServiceAccount {@code orders}, whose policy is the one that docs/providers/vault.md asks for.
 */
final class VaultStore implements WritableStoreUnderTest, AutoCloseable {
  static final ServiceAccountReference ORDERS = new ServiceAccountReference("orders", "shop");
  private static final ServiceAccountReference STRANGER =
      new ServiceAccountReference("stranger", "shop");

  private final VaultAdmin vault;
  private final FaultyFront front;
  private final String id = UUID.randomUUID().toString().substring(0, 8);
  private final String mount;
  private final int kvVersion;
  private final ServiceAccountTokens tokens = new ServiceAccountTokens();
  private final VaultProviderFactory factory = new VaultProviderFactory();

  VaultStore(VaultAdmin vault, String mountPrefix, int kvVersion) throws IOException {
    this.vault = vault;
    this.mount = mountPrefix + id;
    this.kvVersion = kvVersion;
    this.front =
        new FaultyFront(
            vault.address(),
            Map.of(
                Trouble.THROTTLED,
                    new FaultyFront.Answer(
                        429,
                        Map.of("Retry-After", "3"),
                        "{\"errors\":[\"request path quota " + CANARY + "\"]}"),
                Trouble.BROKEN,
                    new FaultyFront.Answer(500, Map.of(), "{\"errors\":[\"" + CANARY + "\"]}"),
                Trouble.GARBLED,
                    new FaultyFront.Answer(200, Map.of(), "<html>" + CANARY + "</html>")));
    vault.put(
        "sys/mounts/" + mount, "{\"type\":\"kv\",\"options\":{\"version\":\"" + kvVersion + "\"}}");
    awaitMount();
    vault.put("sys/policies/acl/" + policy(), VaultAdmin.text(Map.of("policy", policyText())));
    vault.put("sys/auth/" + authMount(), "{\"type\":\"jwt\"}");
    vault.put(
        "auth/" + authMount() + "/config",
        VaultAdmin.text(Map.of("jwt_validation_pubkeys", tokens.publicKeyPem())));
    role("orders", ORDERS, policy());
    role("stranger", STRANGER, "default");
  }

  VaultAdmin vault() {
    return vault;
  }

  FaultyFront front() {
    return front;
  }

  String mount() {
    return mount;
  }

  String authMount() {
    return "jwt-" + id;
  }

  String policy() {
    return "shop-" + id;
  }

  ServiceAccountTokens tokens() {
    return tokens;
  }

  /** Lets {@code account} in with {@code policy}. */
  void role(String role, ServiceAccountReference account, String policy) {
    role(role, account, policy, "1h", "2h");
  }

  /** Lets {@code account} in with {@code policy}, for so long, and with renewals for so long. */
  void role(String role, ServiceAccountReference account, String policy, String time, String most) {
    vault.put(
        "auth/" + authMount() + "/role/" + role,
        VaultAdmin.text(
            Map.of(
                "role_type",
                "jwt",
                "user_claim",
                "sub",
                "bound_audiences",
                "vault",
                "bound_subject",
                ServiceAccountTokens.subject(account),
                "token_policies",
                policy,
                "token_ttl",
                time,
                "token_max_ttl",
                most)));
  }

  /** Makes a token with the store's policy, as an administrator hands one out. */
  String makeToken(String timeToLive) {
    return vault
        .call(
            "auth/token/create-orphan",
            VaultAdmin.text(
                Map.of("policies", List.of(policy()), "ttl", timeToLive, "display_name", "given")))
        .body()
        .path("auth")
        .path("client_token")
        .asText();
  }

  /** Revokes every token that has the store's policy. */
  void revokeLogins() {
    accessors()
        .filter(reply -> reply.data().path("policies").toString().contains(policy()))
        .map(reply -> accessor(reply.data().path("accessor").asText()))
        .forEach(accessor -> vault.call("auth/token/revoke-accessor", accessor));
  }

  /** A policy that says nothing of the metadata of objects. */
  String policyWithoutMetadata() {
    String name = policy() + "-no-metadata";
    String text =
        policyText()
            .lines()
            .filter(line -> !line.contains("metadata/shop"))
            .collect(Collectors.joining("\n"));
    vault.put("sys/policies/acl/" + name, VaultAdmin.text(Map.of("policy", text)));
    return name;
  }

  /** A store that is told another KV version than the mount has. */
  SecretProvider openWithVersion(int version) {
    VaultSettings settings =
        new VaultSettings(
            front.address().toString(), mount, version, null, null, null, jwt("orders", ORDERS));
    return open(settings, new FakeCredentials().withTokens(tokens), 16);
  }

  /** The way in by a token in a Secret. */
  static VaultSettings.Auth tokenAuth() {
    return VaultSettings.Auth.byToken(
        new VaultSettings.TokenAuth(new SecretKeyReference("vault-token", "token", null)));
  }

  @Override
  public SecretProvider open() {
    return openAs("orders");
  }

  /** ServiceAccount {@code orders} in another role. */
  SecretProvider openAs(String role) {
    return open(jwt(role, ORDERS), new FakeCredentials().withTokens(tokens));
  }

  SecretProvider open(VaultSettings.Auth auth, FakeCredentials credentials) {
    return open(settings(auth), credentials, 16);
  }

  SecretProvider open(VaultSettings settings, FakeCredentials credentials, int concurrency) {
    return factory.open(settings, environment(credentials, TIMEOUT, concurrency));
  }

  VaultSettings settings(VaultSettings.Auth auth) {
    return new VaultSettings(front.address().toString(), mount, kvVersion, null, null, null, auth);
  }

  VaultSettings.Auth jwt(String role, ServiceAccountReference account) {
    return VaultSettings.Auth.byJwt(new VaultSettings.JwtAuth(role, authMount(), account, null));
  }

  static ProviderEnvironment environment(
      FakeCredentials credentials, Duration timeout, int concurrency) {
    ClusterSecrets none =
        (namespace, name, account) ->
            new ClusterSecrets.Lookup.Refused(
                ProviderFailure.of(FailureKind.INVALID, "no cluster here"));
    return new ProviderEnvironment(credentials, none, InstantSource.system(), timeout, concurrency);
  }

  @Override
  public Optional<SecretProvider> openWithoutRights() {
    return Optional.of(open(jwt("stranger", STRANGER), new FakeCredentials().withTokens(tokens)));
  }

  @Override
  public Optional<SecretProvider> openWithWrongIdentity() {
    return Optional.of(open(jwt("orders", STRANGER), new FakeCredentials().withTokens(tokens)));
  }

  @Override
  public SecretPath freshPath(String name) {
    return SecretPath.of("shop/" + UUID.randomUUID() + "/" + name);
  }

  @Override
  public Optional<SourceVersion> put(SecretPath path, Map<String, String> properties) {
    String json = VaultAdmin.text(properties);
    if (kvVersion == 2) {
      return Optional.of(putJson(path, json));
    }
    vault.put(mount + "/" + path.path(), json);
    return Optional.empty();
  }

  @Override
  public SourceVersion putJson(SecretPath path, String json) {
    return new SourceVersion(
        vault.put(data(path), "{\"data\":" + json + "}").path("version").asText());
  }

  @Override
  public String json(SecretPath path) {
    return vault.get(data(path)).data().path("data").toString();
  }

  @Override
  public int versionsMade(SecretPath path) {
    return vault.get(mount + "/metadata/" + path.path()).data().path("current_version").asInt();
  }

  @Override
  public void loseReplyOfNextCommit() {
    front.loseNextReply(
        exchange ->
            exchange.getRequestMethod().equals("POST")
                && exchange.getRequestURI().getPath().contains("/data/shop/"));
  }

  @Override
  public void remove(SecretPath path) {
    vault.delete(kvVersion == 2 ? data(path) : mount + "/" + path.path());
  }

  @Override
  public boolean tag(SecretPath path, Map<String, String> tags) {
    if (kvVersion == 1) {
      return false;
    }
    vault.put(mount + "/metadata/" + path.path(), VaultAdmin.text(Map.of("custom_metadata", tags)));
    return true;
  }

  @Override
  public void set(Trouble trouble) {
    front.set(trouble);
  }

  @Override
  public OptionalInt liveLogins() {
    String login = "auth/" + authMount() + "/login";
    long logins =
        accessors().filter(reply -> reply.data().path("path").asText().equals(login)).count();
    return OptionalInt.of(Math.toIntExact(logins));
  }

  @Override
  public boolean keepsVersions() {
    return kvVersion == 2;
  }

  @Override
  public Optional<SourceVersion> notYet(SourceVersion current) {
    return kvVersion == 2
        ? Optional.of(new SourceVersion(Long.toString(Long.parseLong(current.id()) + 1)))
        : Optional.empty();
  }

  @Override
  public void close() {
    front.close();
    vault.delete("sys/auth/" + authMount());
    vault.delete("sys/mounts/" + mount);
    vault.delete("sys/policies/acl/" + policy());
  }

  String data(SecretPath path) {
    return mount + "/data/" + path.path();
  }

  /** The same as {@link #putJson}, for a path that a URI cannot hold as it is. */
  SourceVersion putJsonAt(SecretPath path, String json) {
    return new SourceVersion(
        vault
            .put(mount + "/data/" + VaultAdmin.encoded(path.path()), "{\"data\":" + json + "}")
            .path("version")
            .asText());
  }

  private Stream<VaultAdmin.Reply> accessors() {
    return StreamSupport.stream(
            vault.list("auth/token/accessors").data().path("keys").spliterator(), false)
        .map(key -> vault.call("auth/token/lookup-accessor", accessor(key.asText())));
  }

  private static String accessor(String accessor) {
    return "{\"accessor\":\"" + accessor + "\"}";
  }

  /** A new KV version 2 mount answers 400 until it is set up. */
  private void awaitMount() {
    await()
        .until(
            () -> vault.get(kvVersion == 2 ? mount + "/data/none" : mount + "/none").code() == 404);
  }

  private String policyText() {
    if (kvVersion == 1) {
      return "path \"%s/shop/*\" { capabilities = [\"read\", \"list\"] }".formatted(mount);
    }
    return """
        path "%1$s/data/shop/*" { capabilities = ["read", "update"] }
        path "%1$s/metadata/shop/*" { capabilities = ["read", "list"] }
        path "%1$s/data/.keywright/*" { capabilities = ["create", "read", "update"] }
        path "%1$s/metadata/.keywright/*" { capabilities = ["read", "delete"] }
        """
        .formatted(mount);
  }
}
