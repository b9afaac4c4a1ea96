package dev.keywright.provider.spi;

/** The answer to a {@link ReadRequest}. */
public sealed interface ReadResult {
  /**
   * The object.
   *
   * @param object content and version
   */
  record Found(SecretObject object) implements ReadResult {}

  /**
   * The store answered and has no such object or version, or has deleted it. An outage, a 403 or a
   * 429 is never this.
   *
   * @param message what is missing, as a fixed sentence plus identifiers
   */
  record Absent(String message) implements ReadResult {}

  /**
   * No answer that says anything about the object.
   *
   * @param failure why
   */
  record Failed(ProviderFailure failure) implements ReadResult {}
}
