package dev.keywright.provider.spi;

/** The answer to a clearing of a slot. */
public sealed interface ClearResult {
  /** The slot is empty now or holds another run, which was left alone. */
  record Cleared() implements ClearResult {}

  /**
   * It may still be there; repeat.
   *
   * @param failure why
   */
  record Failed(ProviderFailure failure) implements ClearResult {}
}
