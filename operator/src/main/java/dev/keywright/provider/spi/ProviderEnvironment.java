package dev.keywright.provider.spi;

import java.time.Duration;
import java.time.InstantSource;

/**
 * What a provider gets from its surroundings.
 *
 * @param credentials resolves the references in the settings, within the rights of the store
 * @param clusterSecrets reads Secrets of this cluster, for the {@code kubernetes} provider
 * @param clock the only source of time
 * @param timeout bound of every remote call
 * @param concurrency how many calls may be under way at once, at least 1
 */
public record ProviderEnvironment(
    CredentialSource credentials,
    ClusterSecrets clusterSecrets,
    InstantSource clock,
    Duration timeout,
    int concurrency) {}
