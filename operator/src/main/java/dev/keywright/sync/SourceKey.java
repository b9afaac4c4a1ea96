package dev.keywright.sync;

import dev.keywright.core.StoreReference;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.VersionSelector;

/**
 * One object that a policy reads, whatever number of keys it gives.
 *
 * @param store the store
 * @param path the object
 * @param selector which version
 */
public record SourceKey(StoreReference store, SecretPath path, VersionSelector selector) {}
