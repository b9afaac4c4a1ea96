package dev.keywright.rotation.trigger;

import java.time.Instant;
import java.util.Optional;

/**
 * What the trigger side needs to know of a run.
 *
 * @param name name of the SecretRotation
 * @param triggerKey what caused it
 * @param stage how far it is
 * @param createdAt when its object was made
 * @param finishedAt when it ended
 * @param held why it waits for somebody
 * @param failure why it ended without a new value
 */
public record RunFacts(
    String name,
    String triggerKey,
    Stage stage,
    Instant createdAt,
    Optional<Instant> finishedAt,
    Optional<String> held,
    Optional<String> failure) {
  /** How far a run is. */
  public enum Stage {
    QUEUED,
    UNDER_WAY,
    DONE,
    ENDED_WITHOUT_VALUE
  }

  /** Whether nothing happens in it any more. */
  public boolean isEnded() {
    return stage == Stage.DONE || stage == Stage.ENDED_WITHOUT_VALUE;
  }
}
