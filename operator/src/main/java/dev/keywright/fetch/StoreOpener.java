package dev.keywright.fetch;

import dev.keywright.api.v1alpha1.StoreLimits;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Durations;
import dev.keywright.core.Reason;
import dev.keywright.core.StoreReference;
import dev.keywright.provider.spi.ProviderEnvironment;
import dev.keywright.provider.spi.SecretProvider;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Turns the spec of a store into an open provider. No I/O. Thread-safe. */
final class StoreOpener {
  static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(5);

  private final ProviderRegistry registry;
  private final ProviderSurroundings surroundings;
  private final InstantSource clock;
  private final Executor closings;

  /**
   * @param closings runs the closing of providers, which talks to the store
   */
  StoreOpener(
      ProviderRegistry registry,
      ProviderSurroundings surroundings,
      InstantSource clock,
      Executor closings) {
    this.registry = registry;
    this.surroundings = surroundings;
    this.clock = clock;
    this.closings = closings;
  }

  /** What came of it. */
  sealed interface Opening {
    /**
     * It is open.
     *
     * @param provider the provider
     */
    record Opened(OpenProvider provider) implements Opening {}

    /**
     * The spec cannot be carried out.
     *
     * @param diagnosis InvalidSpec
     */
    record Unusable(Diagnosis diagnosis) implements Opening {}
  }

  Opening open(StoreDefinition store) {
    Optional<Duration> timeout = timeoutOf(store);
    if (timeout.isEmpty()) {
      return new Opening.Unusable(
          new Diagnosis(
              Reason.InvalidSpec,
              "spec.limits.timeout must be a duration from 1s to 5m. Example: 10s."));
    }
    return switch (registry.select(store.provider())) {
      case ProviderRegistry.Selection.Rejected(Diagnosis diagnosis) ->
          new Opening.Unusable(diagnosis);
      case ProviderRegistry.Selection.Selected(SelectedProvider<?> selected) ->
          new Opening.Opened(open(store, selected, timeout.get()));
    };
  }

  private OpenProvider open(StoreDefinition store, SelectedProvider<?> selected, Duration timeout) {
    StoreReference reference = store.reference();
    SecretProvider provider =
        selected.open(
            new ProviderEnvironment(
                surroundings.credentialsOf(reference),
                surroundings.clusterSecretsOf(reference),
                clock,
                timeout,
                StoreConnection.concurrencyOf(store)));
    return new OpenProvider(
        selected.name(),
        provider,
        selected.refreshInterval(),
        new LeaseCount(() -> closings.execute(provider::close)));
  }

  private static Optional<Duration> timeoutOf(StoreDefinition store) {
    return store
        .limits()
        .map(StoreLimits::timeout)
        .map(Durations::parse)
        .orElse(Optional.of(DEFAULT_TIMEOUT))
        .filter(bound -> bound.isPositive() && bound.compareTo(LONGEST_TIMEOUT) <= 0);
  }
}
