package dev.keywright.provider.spi;

import java.time.Duration;
import java.util.Optional;

/**
 * Makes {@link SecretProvider}s of one kind. Found by {@link java.util.ServiceLoader}; the settings
 * type's schema is folded into the CRD under {@code spec.provider.<name>}.
 *
 * @param <S> the settings as a record with CRD annotations; conversion ignores unknown fields
 */
public interface SecretProviderFactory<S extends Record> {
  /**
   * The block under {@code spec.provider} that selects this provider, for instance {@code vault}.
   */
  String name();

  /** The type of the settings block. */
  Class<S> settingsType();

  /**
   * What is wrong with settings that the CRD schema let through; empty when nothing is. Pure, no
   * I/O.
   *
   * @return a sentence for people that names the field and the way out
   */
  Optional<String> problemOf(S settings);

  /**
   * Opens a provider. Does no I/O: a store that is down shows in the first call.
   *
   * @param settings for which {@link #problemOf} is empty
   */
  SecretProvider open(S settings, ProviderEnvironment environment);

  /** How often the value should be checked when the policy does not say. */
  Duration defaultRefreshInterval();
}
