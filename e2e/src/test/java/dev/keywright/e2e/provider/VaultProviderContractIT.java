package dev.keywright.e2e.provider;

import dev.keywright.contract.SecretProviderContract;
import dev.keywright.contract.StoreUnderTest;
import dev.keywright.contract.VersionedWriterContract;
import dev.keywright.contract.WritableStoreUnderTest;
import dev.keywright.e2e.junit.RealService;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.model.Component;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Isolated;

/** The contract of all providers, on a real Vault. */
@Isolated // its bounds of time are those of a store that nobody else loads
@RealService(Component.VAULT)
class VaultProviderContractIT {
  /** KV version 2. */
  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class KvV2 extends VersionedWriterContract {
    private final Opened opened = new Opened();

    @BeforeAll
    void start(RealComponents components) throws IOException {
      opened.start(components, "kv-", 2);
    }

    @AfterAll
    void stop() {
      opened.stop();
    }

    @Override
    protected WritableStoreUnderTest store() {
      return opened.store();
    }
  }

  /** KV version 2 at a mount with slashes. */
  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class KvV2AtADeepMount extends VersionedWriterContract {
    private final Opened opened = new Opened();

    @BeforeAll
    void start(RealComponents components) throws IOException {
      opened.start(components, "teams/data/shop-", 2);
    }

    @AfterAll
    void stop() {
      opened.stop();
    }

    @Override
    protected WritableStoreUnderTest store() {
      return opened.store();
    }
  }

  /** KV version 1. */
  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class KvV1 extends SecretProviderContract {
    private final Opened opened = new Opened();

    @BeforeAll
    void start(RealComponents components) throws IOException {
      opened.start(components, "kv1-", 1);
    }

    @AfterAll
    void stop() {
      opened.stop();
    }

    @Override
    protected StoreUnderTest store() {
      return opened.store();
    }
  }

  /** The store of one nested class. */
  private static final class Opened {
    private Optional<VaultStore> store = Optional.empty();

    void start(RealComponents components, String mountPrefix, int kvVersion) throws IOException {
      store = Optional.of(new VaultStore(VaultAdmin.of(components), mountPrefix, kvVersion));
    }

    void stop() {
      store.ifPresent(VaultStore::close);
    }

    VaultStore store() {
      return store.orElseThrow();
    }
  }
}
