package dev.keywright.e2e.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.contract.FakeCredentials;
import dev.keywright.e2e.junit.RealService;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.provider.spi.CheckResult;
import dev.keywright.provider.spi.CheckResult.Capability;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.SecretKeyReference;
import dev.keywright.provider.spi.SecretProvider;
import dev.keywright.provider.vault.AppRoleAuth;
import dev.keywright.provider.vault.CertAuth;
import dev.keywright.provider.vault.ClientTls;
import dev.keywright.provider.vault.PasswordAuth;
import dev.keywright.provider.vault.VaultProviderFactory;
import dev.keywright.provider.vault.VaultSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Login methods that need no ServiceAccount, at a real Vault. */
@RealService(Component.VAULT)
class VaultAuthMethodsIT {
  private static final SecretKeyReference LOGIN =
      new SecretKeyReference("vault-login", "value", null);
  private static final String CANARY = "canary-8c41f0";

  private final RealComponents components;
  private final VaultAdmin vault;
  private final String id = UUID.randomUUID().toString().substring(0, 8);
  private final FakeCredentials credentials = new FakeCredentials();

  VaultAuthMethodsIT(RealComponents components) {
    this.components = components;
    this.vault = VaultAdmin.of(components);
  }

  @BeforeEach
  void setUp() {
    vault.put(
        "sys/policies/acl/" + policy(),
        VaultAdmin.text(
            Map.of("policy", "path \"secret/data/*\" { capabilities = [\"read\"] }\n")));
  }

  @Test
  @DisplayName("S32 AppRole: a role id and a secret id log in; a wrong secret id is denied by name")
  void appRole() {
    enableAppRole();
    credentials.withSecret(LOGIN.name(), LOGIN.key(), secretId() + "\n");
    assertReady(check(appRole(false)), mount("approle") + "/shop-" + id);

    credentials.withSecret(LOGIN.name(), LOGIN.key(), CANARY);
    assertDenied(check(appRole(false)), "role id shop-" + id, LOGIN.name());
  }

  @Test
  @DisplayName("S32 AppRole: a wrapped secret id is unwrapped once and serves every later login")
  void wrappedSecretId() {
    enableAppRole();
    credentials.withSecret(LOGIN.name(), LOGIN.key(), wrap("secret-id"));

    try (SecretProvider provider = open(VaultSettings.Auth.byAppRole(appRole(true)), null)) {
      assertReady(provider.check(), mount("approle") + "/shop-" + id);
      revokeLogins();
      assertReady(provider.check(), mount("approle") + "/shop-" + id);
    }
    assertDenied(check(appRole(true)), "used before", LOGIN.name());

    credentials.withSecret(LOGIN.name(), LOGIN.key(), wrap("secret-id"));
    assertReady(check(appRole(true)), mount("approle") + "/shop-" + id);
  }

  @Test
  @DisplayName("S32 AppRole: a wrapping token that was made elsewhere is left alone")
  void wrappedElsewhere() {
    enableAppRole();
    String foreign = wrapForeign();
    credentials.withSecret(LOGIN.name(), LOGIN.key(), foreign);

    CheckResult result = check(appRole(true));

    assertThat(result)
        .isInstanceOfSatisfying(
            CheckResult.Failed.class,
            failed -> {
              assertThat(failed.failure().kind()).isEqualTo(FailureKind.INVALID);
              assertThat(failed.failure().message()).contains("not made by", "not unwrapped");
            });
    assertThat(vault.call("sys/wrapping/lookup", VaultAdmin.text(Map.of("token", foreign))).code())
        .isEqualTo(200);
  }

  @Test
  @DisplayName("S32 userPass: a password with its line end logs in; a wrong one is denied by name")
  void userPass() {
    vault.put("sys/auth/" + mount("userpass"), "{\"type\":\"userpass\"}");
    vault.put(
        "auth/" + mount("userpass") + "/users/reader",
        VaultAdmin.text(Map.of("password", "pass word ", "token_policies", policy())));
    PasswordAuth auth = new PasswordAuth(mount("userpass"), "reader", LOGIN);

    credentials.withSecret(LOGIN.name(), LOGIN.key(), "pass word \n");
    assertReady(check(VaultSettings.Auth.byUserPass(auth)), mount("userpass") + "/reader");

    credentials.withSecret(LOGIN.name(), LOGIN.key(), CANARY);
    assertDenied(check(VaultSettings.Auth.byUserPass(auth)), "user reader", LOGIN.name());
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "S32 cert: the client certificate of a TLS listener logs in, in each form of its key")
  void clientCertificate(ClientKeys.Form form) {
    ClientKeys keys = ClientKeys.make("CN=shop-" + id, form);
    enableCert(keys);
    credentials
        .withSecret("vault-client", "tls.crt", keys.certificatePem())
        .withSecret("vault-client", "tls.key", keys.keyPem());

    assertReady(check(new CertAuth(mount("cert"), "shop")), mount("cert") + "/shop");
    assertReady(check(new CertAuth(mount("cert"), null)), mount("cert") + "/");
  }

  @Test
  @DisplayName("S32 cert: another certificate, or a key that is not its own, is refused by name")
  void wrongCertificate() {
    ClientKeys keys = ClientKeys.make("CN=shop-" + id, ClientKeys.Form.PKCS8);
    ClientKeys other = ClientKeys.make("CN=other-" + id, ClientKeys.Form.PKCS8);
    enableCert(keys);

    credentials
        .withSecret("vault-client", "tls.crt", other.certificatePem())
        .withSecret("vault-client", "tls.key", other.keyPem());
    assertDenied(check(new CertAuth(mount("cert"), "shop")), "clientTls", mount("cert"));

    credentials.withSecret("vault-client", "tls.key", "no key " + CANARY);
    assertThat(check(new CertAuth(mount("cert"), "shop")))
        .isInstanceOfSatisfying(
            CheckResult.Failed.class,
            failed -> {
              assertThat(failed.failure().kind()).isEqualTo(FailureKind.INVALID);
              assertThat(failed.failure().message())
                  .contains("clientTls", "tls.key")
                  .doesNotContain(CANARY);
            });
  }

  private void enableAppRole() {
    vault.put("sys/auth/" + mount("approle"), "{\"type\":\"approle\"}");
    vault.put(
        "auth/" + mount("approle") + "/role/shop",
        VaultAdmin.text(Map.of("token_policies", policy(), "role_id", "shop-" + id)));
  }

  private void enableCert(ClientKeys keys) {
    vault.put("sys/auth/" + mount("cert"), "{\"type\":\"cert\"}");
    vault.put(
        "auth/" + mount("cert") + "/certs/shop",
        VaultAdmin.text(Map.of("certificate", keys.certificatePem(), "token_policies", policy())));
  }

  private String secretId() {
    return vault
        .put("auth/" + mount("approle") + "/role/shop/secret-id", "{}")
        .path("secret_id")
        .asText();
  }

  private String wrap(String what) {
    return vault
        .wrap("auth/" + mount("approle") + "/role/shop/" + what, "{}")
        .path("wrap_info")
        .path("token")
        .asText();
  }

  private String wrapForeign() {
    return vault
        .wrap("sys/wrapping/wrap", VaultAdmin.text(Map.of("secret_id", "planted")))
        .path("wrap_info")
        .path("token")
        .asText();
  }

  private void revokeLogins() {
    vault.put("sys/leases/revoke-prefix/auth/" + mount("approle"), "{}");
  }

  private CheckResult check(AppRoleAuth auth) {
    return check(VaultSettings.Auth.byAppRole(auth));
  }

  private CheckResult check(VaultSettings.Auth auth) {
    try (SecretProvider provider = open(auth, null)) {
      return provider.check();
    }
  }

  private CheckResult check(CertAuth auth) {
    ClientTls tls = new ClientTls(new ClientTls.TlsSecretReference("vault-client", null));
    try (SecretProvider provider = open(VaultSettings.Auth.byCertificate(auth), tls)) {
      return provider.check();
    }
  }

  private SecretProvider open(VaultSettings.Auth auth, @Nullable ClientTls tls) {
    VaultSettings settings =
        tls == null
            ? new VaultSettings(vault.address().toString(), null, null, null, null, null, auth)
            : new VaultSettings(
                components.vault().tlsAddress(),
                null,
                null,
                null,
                new VaultSettings.CaBundle(read(components.vault().caFile()), null, null),
                tls,
                auth);
    return new VaultProviderFactory()
        .open(settings, VaultStore.environment(credentials, Duration.ofSeconds(10), 4));
  }

  private AppRoleAuth appRole(boolean wrapped) {
    return new AppRoleAuth(mount("approle"), "shop-" + id, LOGIN, wrapped);
  }

  private String mount(String type) {
    return type + "-" + id;
  }

  private String policy() {
    return "methods-" + id;
  }

  private void assertReady(CheckResult result, String identity) {
    assertThat(result)
        .isInstanceOfSatisfying(
            CheckResult.Ready.class,
            ready -> {
              assertThat(ready.identity())
                  .startsWith(identity)
                  .endsWith("(policies: " + policy() + ")");
              assertThat(ready.capabilities()).contains(Capability.READ);
            });
  }

  private static void assertDenied(CheckResult result, String... named) {
    assertThat(result)
        .isInstanceOfSatisfying(
            CheckResult.Failed.class,
            failed -> {
              assertThat(failed.failure().kind()).isEqualTo(FailureKind.DENIED);
              assertThat(failed.failure().message()).contains(named).doesNotContain(CANARY);
            });
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
