package dev.keywright.provider.spi;

/** Which version of an object to read. */
public sealed interface VersionSelector {
  /** The current one. */
  record Current() implements VersionSelector {}

  /**
   * Exactly this version.
   *
   * @param version as the store names it
   */
  record Pinned(String version) implements VersionSelector {}

  /**
   * The version that carries this staging label now (AWS Secrets Manager).
   *
   * @param stage for instance {@code AWSPREVIOUS}
   */
  record Staged(String stage) implements VersionSelector {}

  /** The current version. */
  static VersionSelector current() {
    return new Current();
  }
}
