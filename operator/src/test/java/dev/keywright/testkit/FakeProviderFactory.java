package dev.keywright.testkit;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keywright.provider.spi.CheckResult;
import dev.keywright.provider.spi.FindRequest;
import dev.keywright.provider.spi.FindResult;
import dev.keywright.provider.spi.ProviderEnvironment;
import dev.keywright.provider.spi.ReadRequest;
import dev.keywright.provider.spi.ReadResult;
import dev.keywright.provider.spi.SecretFinder;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.SecretProvider;
import dev.keywright.provider.spi.SecretProviderFactory;
import dev.keywright.provider.spi.VersionChecker;
import dev.keywright.provider.spi.VersionResult;
import io.fabric8.generator.annotation.Required;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Opens providers on one {@link FakeStore}. Thread-safe. */
public final class FakeProviderFactory
    implements SecretProviderFactory<FakeProviderFactory.Settings> {
  /** How the fake is entered. */
  public enum Way {
    Front,
    Back,
    @JsonEnumDefaultValue
    Unrecognized
  }

  /** The settings block. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Settings(
      @Nullable String address,
      @Nullable Integer depth,
      @Nullable Way way,
      @Nullable List<Door> doors) {}

  /** A nested part of the settings. */
  public record Door(@JsonProperty("label") @Required String name, @Nullable Integer number) {}

  private final String name;
  private final FakeStore store;
  private final List<ProviderEnvironment> environments = new CopyOnWriteArrayList<>();

  public FakeProviderFactory(String name, FakeStore store) {
    this.name = name;
    this.store = store;
  }

  /** What providers were opened with. */
  public List<ProviderEnvironment> environments() {
    return environments;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Class<Settings> settingsType() {
    return Settings.class;
  }

  @Override
  public Optional<String> problemOf(Settings settings) {
    return settings.way() == Way.Unrecognized
        ? Optional.of("way must be Front or Back")
        : Optional.empty();
  }

  @Override
  public SecretProvider open(Settings settings, ProviderEnvironment environment) {
    store.note("open " + settings.address());
    environments.add(environment);
    return new Provider(store, String.valueOf(settings.address()));
  }

  @Override
  public Duration defaultRefreshInterval() {
    return Duration.ofMinutes(7);
  }

  private record Provider(FakeStore store, String address)
      implements SecretProvider, SecretFinder, VersionChecker {
    @Override
    public ReadResult read(ReadRequest request) {
      return store.read(request);
    }

    @Override
    public VersionResult versionOf(SecretPath path) {
      return store.version(path);
    }

    @Override
    public FindResult find(FindRequest request) {
      return store.find(request);
    }

    @Override
    public CheckResult check() {
      return store.check();
    }

    @Override
    public <T> Optional<T> capability(Class<T> type) {
      return type == VersionChecker.class && !store.tellsVersions()
          ? Optional.empty()
          : SecretProvider.super.capability(type);
    }

    @Override
    public void close() {
      store.note("close " + address);
    }
  }
}
