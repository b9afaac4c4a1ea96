package dev.keywright.fetch;

import dev.keywright.provider.spi.ProviderEnvironment;
import dev.keywright.provider.spi.SecretProvider;
import dev.keywright.provider.spi.SecretProviderFactory;
import java.time.Duration;

/**
 * A provider block that was found to be in order.
 *
 * @param <S> type of the settings
 * @param factory the provider it selects
 * @param settings the block, converted and free of problems
 */
public record SelectedProvider<S extends Record>(SecretProviderFactory<S> factory, S settings) {
  /** Name of the block. */
  public String name() {
    return factory.name();
  }

  /** How often values are checked when nobody says. */
  public Duration refreshInterval() {
    return factory.defaultRefreshInterval();
  }

  /** Opens the provider; no I/O. */
  public SecretProvider open(ProviderEnvironment environment) {
    return factory.open(settings, environment);
  }
}
