package dev.keywright.provider.spi;

/** A store that can tell the version of an object without handing out its value. */
public interface VersionChecker {
  /**
   * The version of {@code path} that is current now. One remote call; bounded by the store's
   * timeout.
   */
  VersionResult versionOf(SecretPath path);
}
