package dev.keywright.fetch;

import dev.keywright.core.SourceVersion;
import dev.keywright.core.StoreReference;
import dev.keywright.provider.spi.SecretPath;

/**
 * Hears what the fetch layer does, for metrics, for the benchmark's counts and for the parts that
 * react to it. Every method is called from any thread, never under a lock, and must return quickly
 * and not throw. Logins are counted by the providers.
 */
public interface FetchListener {
  /** A value was asked for by one remote call, whatever came of it. */
  default void valueRead(StoreReference store, SecretPath path) {}

  /** A version was asked for by one remote call, whatever came of it. */
  default void versionChecked(StoreReference store, SecretPath path) {}

  /**
   * The store lets us read values but not versions, so that values are read at the interval. Once
   * per connection, with the first path that showed it.
   */
  default void versionCheckDenied(StoreReference store, SecretPath path) {}

  /** A fetch for a policy learned the version of a source. */
  default void versionSeen(SourceKey source, SourceVersion version) {}

  /**
   * A call to the store was refused or got no answer: its condition should be looked at soon. At
   * most once per store in ten seconds.
   */
  default void storeTroubled(StoreReference store) {}

  /** The store answers again after calls that got no answer. */
  default void storeRecovered(StoreReference store) {}
}
