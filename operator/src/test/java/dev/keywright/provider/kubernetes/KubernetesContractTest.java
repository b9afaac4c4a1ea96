package dev.keywright.provider.kubernetes;

import dev.keywright.contract.SecretProviderContract;
import dev.keywright.contract.StoreUnderTest;
import dev.keywright.contract.Trouble;
import dev.keywright.core.SecretMaterial;
import dev.keywright.core.SourceVersion;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.SecretProvider;
import dev.keywright.provider.spi.ServiceAccountReference;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The provider contract on Secrets kept in memory. */
final class KubernetesContractTest extends SecretProviderContract {
  private static final Store STORE = new Store();

  @Override
  protected StoreUnderTest store() {
    return STORE;
  }

  private static final class Store implements StoreUnderTest {
    private final SecretsInMemory secrets = new SecretsInMemory();
    private final AtomicInteger paths = new AtomicInteger();

    Store() {
      secrets.denyAll("guest");
    }

    @Override
    public SecretProvider open() {
      return open("reader");
    }

    @Override
    public Optional<SecretProvider> openWithoutRights() {
      return Optional.of(open("guest"));
    }

    /** The API server does not tell a missing account from one without rights. */
    @Override
    public Optional<SecretProvider> openWithWrongIdentity() {
      return Optional.empty();
    }

    @Override
    public SecretPath freshPath(String name) {
      return SecretPath.of(name + "-" + paths.incrementAndGet());
    }

    @Override
    public Optional<SourceVersion> put(SecretPath path, Map<String, String> properties) {
      Map<String, SecretMaterial> values = new HashMap<>();
      properties.forEach((key, text) -> values.put(key, SecretMaterial.ofUtf8(text)));
      return Optional.of(secrets.put(path.path(), values));
    }

    @Override
    public void remove(SecretPath path) {
      secrets.remove(path.path());
    }

    @Override
    public void set(Trouble trouble) {
      secrets.setTrouble(
          switch (trouble) {
            case NONE -> Optional.empty();
            case THROTTLED -> Optional.of(FailureKind.THROTTLED);
            case UNREACHABLE, SILENT, BROKEN, GARBLED -> Optional.of(FailureKind.UNAVAILABLE);
          });
    }

    /** Time and broken answers are the business of what reads from the API server. */
    @Override
    public Set<Trouble> possibleTroubles() {
      return EnumSet.of(Trouble.UNREACHABLE, Trouble.THROTTLED);
    }

    @Override
    public boolean keepsVersions() {
      return false;
    }

    @Override
    public Optional<SourceVersion> notYet(SourceVersion current) {
      return Optional.of(new SourceVersion(String.valueOf(Long.parseLong(current.id()) + 1)));
    }

    private SecretProvider open(String account) {
      return new KubernetesProvider(
          new KubernetesSettings(
              SecretsInMemory.NAMESPACE, new ServiceAccountReference(account, "shared")),
          secrets);
    }
  }
}
