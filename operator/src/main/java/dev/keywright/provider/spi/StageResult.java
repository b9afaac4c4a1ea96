package dev.keywright.provider.spi;

import dev.keywright.core.SourceVersion;

/** The answer to a {@link StageRequest}. */
public sealed interface StageResult {
  /**
   * The slot holds this run's values.
   *
   * @param slot the version of the slot (KV v2) or of the pending version (AWS), printable
   */
  record Staged(SourceVersion slot) implements StageResult {}

  /**
   * Another run holds the slot.
   *
   * @param holder the other run, or what is known of it
   */
  record Occupied(String holder) implements StageResult {}

  /**
   * The current version is no longer the base.
   *
   * @param current the version found
   */
  record BaseMoved(SourceVersion current) implements StageResult {}

  /**
   * Nothing is known to have been written.
   *
   * @param failure why
   */
  record Failed(ProviderFailure failure) implements StageResult {}
}
