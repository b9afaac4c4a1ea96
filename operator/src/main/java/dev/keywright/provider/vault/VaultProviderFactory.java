package dev.keywright.provider.vault;

import com.google.auto.service.AutoService;
import dev.keywright.core.Fingerprinter;
import dev.keywright.core.SecretMaterial;
import dev.keywright.provider.spi.ProviderEnvironment;
import dev.keywright.provider.spi.SecretProvider;
import dev.keywright.provider.spi.SecretProviderFactory;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens HashiCorp Vault, and what speaks its API. Thread-safe.
 *
 * <p>The factory lives as long as the process and holds the key of KV version 1's content digests.
 */
@AutoService(SecretProviderFactory.class)
@SuppressWarnings("rawtypes") // the annotation cannot name a generic type
public final class VaultProviderFactory implements SecretProviderFactory<VaultSettings> {
  private static final String DEFAULT_MOUNT = "secret";

  private final Fingerprinter versions;

  /** Draws the key. */
  public VaultProviderFactory() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    versions = new Fingerprinter("kv1", SecretMaterial.of(key));
  }

  @Override
  public String name() {
    return "vault";
  }

  @Override
  public Class<VaultSettings> settingsType() {
    return VaultSettings.class;
  }

  @Override
  public Optional<String> problemOf(VaultSettings settings) {
    return VaultSettingsProblems.firstOf(settings);
  }

  @Override
  public SecretProvider open(VaultSettings settings, ProviderEnvironment environment) {
    URI address = URI.create(withoutSlash(settings.address()));
    VaultSession session = session(settings, address, environment);
    KvMount mount = new KvMount(orDefault(settings.mount(), DEFAULT_MOUNT));
    int kvVersion = settings.kvVersion() == null ? 2 : settings.kvVersion();
    VaultCheck check = new VaultCheck(session, mount, kvVersion);
    if (kvVersion == 1) {
      return new KvV1Provider(session, check, mount, versions, environment.timeout());
    }
    KvV2Reader reader = new KvV2Reader(session, mount, environment.clock());
    KvV2Writer writer =
        new KvV2Writer(session, reader, new KvV2Slots(session, reader), environment.timeout());
    return new KvV2Provider(session, check, reader, writer, environment.timeout());
  }

  @Override
  public Duration defaultRefreshInterval() {
    return Duration.ofMinutes(5);
  }

  private static VaultSession session(
      VaultSettings settings, URI address, ProviderEnvironment environment) {
    Optional<VaultTls> tls =
        settings.ca() == null && settings.clientTls() == null
            ? Optional.empty()
            : Optional.of(
                new VaultTls(
                    Optional.ofNullable(settings.ca()),
                    Optional.ofNullable(settings.clientTls()),
                    environment.credentials()));
    VaultTransport transport =
        new VaultTransport(
            new VaultTransport.Server(
                address,
                Optional.ofNullable(settings.namespace()).map(VaultProviderFactory::withoutSlash)),
            new VaultConnection(tls, environment.timeout()),
            environment.concurrency(),
            new RetryAfter(environment.clock()));
    return new VaultSession(
        new VaultGateway(transport, new VaultFailures(address)),
        LoginMethods.of(settings.auth(), environment),
        environment.clock(),
        environment.timeout());
  }

  private static String orDefault(@Nullable String value, String otherwise) {
    return value == null ? otherwise : value;
  }

  private static String withoutSlash(String text) {
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
