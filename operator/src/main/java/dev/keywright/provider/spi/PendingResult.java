package dev.keywright.provider.spi;

import dev.keywright.core.SecretMaterial;
import dev.keywright.core.SourceVersion;
import java.util.Map;

/** What a slot holds. */
public sealed interface PendingResult {
  /**
   * Staged values.
   *
   * @param run the run that staged them
   * @param attempt which attempt of the run
   * @param base the version the run was planned from
   * @param slot the version of the slot
   * @param properties the pending values by property, as in {@link StageRequest#properties()}
   */
  record Held(
      String run,
      int attempt,
      SourceVersion base,
      SourceVersion slot,
      Map<String, SecretMaterial> properties)
      implements PendingResult {
    public Held {
      properties = Map.copyOf(properties);
    }
  }

  /** Nothing is staged. */
  record Empty() implements PendingResult {}

  /**
   * No answer.
   *
   * @param failure why
   */
  record Failed(ProviderFailure failure) implements PendingResult {}
}
