package dev.keywright.fetch;

import dev.keywright.core.StoreReference;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.VersionSelector;
import java.util.Optional;

/**
 * One object that policies read, or all that a find finds, whatever number of policies and keys it
 * serves.
 *
 * @param store the store
 * @param path the object; of a find, {@link FindQuery#pattern}
 * @param selector which version
 * @param find what to find; empty for one object
 */
public record SourceKey(
    StoreReference store, SecretPath path, VersionSelector selector, Optional<FindQuery> find) {
  /** One object. */
  public SourceKey(StoreReference store, SecretPath path, VersionSelector selector) {
    this(store, path, selector, Optional.empty());
  }

  /** All that {@code query} finds, as it is now. */
  public static SourceKey finding(StoreReference store, FindQuery query) {
    return new SourceKey(store, query.pattern(), VersionSelector.current(), Optional.of(query));
  }
}
