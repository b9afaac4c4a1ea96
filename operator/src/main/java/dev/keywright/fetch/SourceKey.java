package dev.keywright.fetch;

import dev.keywright.core.StoreReference;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.VersionSelector;

/**
 * One object that policies read, whatever number of policies and keys it serves.
 *
 * @param store the store
 * @param path the object
 * @param selector which version
 */
public record SourceKey(StoreReference store, SecretPath path, VersionSelector selector) {}
