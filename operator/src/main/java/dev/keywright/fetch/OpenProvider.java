package dev.keywright.fetch;

import dev.keywright.provider.spi.SecretProvider;
import java.time.Duration;

/**
 * A provider that has been opened.
 *
 * @param name name of its block
 * @param provider the provider
 * @param refreshInterval how often values are checked when nobody says
 * @param leases who uses it; closes it
 */
record OpenProvider(
    String name, SecretProvider provider, Duration refreshInterval, LeaseCount leases) {}
