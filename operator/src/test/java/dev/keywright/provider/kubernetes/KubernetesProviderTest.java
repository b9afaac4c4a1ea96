package dev.keywright.provider.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.core.SecretMaterial;
import dev.keywright.core.SourceVersion;
import dev.keywright.provider.spi.CheckResult;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ReadRequest;
import dev.keywright.provider.spi.ReadResult;
import dev.keywright.provider.spi.SecretContent;
import dev.keywright.provider.spi.SecretObject;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.SecretProviderFactory;
import dev.keywright.provider.spi.ServiceAccountReference;
import dev.keywright.provider.spi.VersionChecker;
import dev.keywright.provider.spi.VersionSelector;
import dev.keywright.provider.spi.VersionedWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KubernetesProviderTest {
  private final SecretsInMemory secrets = new SecretsInMemory();
  private final KubernetesProvider provider = open(new ServiceAccountReference("reader", "shared"));

  @Test
  void isFoundByItsName() {
    assertThat(ServiceLoader.load(SecretProviderFactory.class))
        .anySatisfy(
            found -> {
              assertThat(found.name()).isEqualTo("kubernetes");
              assertThat(found.defaultRefreshInterval()).isEqualTo(Duration.ofMinutes(5));
            });
  }

  @Test
  @DisplayName("S1 bytes that are no text come back byte for byte")
  void readsBytes() {
    SecretMaterial bytes = SecretMaterial.of(new byte[] {0, (byte) 0xff, 0});
    SourceVersion version = secrets.put("registry", Map.of("bin", bytes));

    assertThat(provider.read(ReadRequest.current(SecretPath.of("registry"))))
        .isEqualTo(
            new ReadResult.Found(
                new SecretObject(
                    new SecretContent.Fields(Map.of("bin", bytes)), version, Optional.empty())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "Upper", "under_score", "-dash", "dot.", "a..b", ".keywright"})
  void aPathThatCannotBeANameIsRefused(String path) {
    assertThat(provider.read(ReadRequest.current(SecretPath.of(path))))
        .isInstanceOfSatisfying(
            ReadResult.Failed.class,
            failed -> {
              assertThat(failed.failure().kind()).isEqualTo(FailureKind.INVALID);
              assertThat(failed.failure().message()).contains(path);
            });
  }

  @Test
  void whatOtherStoresHaveIsRefused() {
    SecretPath path = SecretPath.of("registry");

    assertInvalid(ReadRequest.current(new SecretPath(Optional.of("kv"), "registry")));
    assertInvalid(new ReadRequest(path, new VersionSelector.Pinned("42"), Optional.empty()));
    assertInvalid(new ReadRequest(path, new VersionSelector.Staged("X"), Optional.empty()));
  }

  @Test
  void theNewerOfTwoVersionsIsKnownByItsNumber() {
    secrets.put("registry", Map.of());

    assertThat(provider.read(atLeast("9"))).isInstanceOf(ReadResult.Found.class);
    assertThat(provider.read(atLeast("42"))).isInstanceOf(ReadResult.Found.class);
    assertThat(provider.read(atLeast("100"))).isInstanceOf(ReadResult.Failed.class);
  }

  @Test
  void theCheckNamesTheAccountAndCallsARefusalOfTheProbeNoFailure() {
    secrets.denyAll("reader");

    assertThat(provider.check())
        .isInstanceOfSatisfying(
            CheckResult.Ready.class,
            ready ->
                assertThat(ready.identity())
                    .isEqualTo("ServiceAccount shared/reader for namespace shared"));
    assertThat(open(new ServiceAccountReference("reader", null)).check())
        .isInstanceOfSatisfying(
            CheckResult.Ready.class,
            ready ->
                assertThat(ready.identity())
                    .isEqualTo("ServiceAccount reader for namespace shared"));
  }

  @Test
  void onlyReads() {
    assertThat(provider.capability(VersionChecker.class)).isEmpty();
    assertThat(provider.capability(VersionedWriter.class)).isEmpty();
  }

  private void assertInvalid(ReadRequest request) {
    assertThat(provider.read(request))
        .isInstanceOfSatisfying(
            ReadResult.Failed.class,
            failed -> assertThat(failed.failure().kind()).isEqualTo(FailureKind.INVALID));
  }

  private KubernetesProvider open(ServiceAccountReference account) {
    return new KubernetesProvider(
        new KubernetesSettings(SecretsInMemory.NAMESPACE, account), secrets);
  }

  private static ReadRequest atLeast(String version) {
    return new ReadRequest(
        SecretPath.of("registry"),
        VersionSelector.current(),
        Optional.of(new SourceVersion(version)));
  }
}
