package dev.keywright.rotation;

/**
 * Which Keywright this is.
 *
 * @param id stays the same over restarts and upgrades, different in every cluster
 * @param term names this process as leader, different after every start
 */
public record Installation(String id, String term) {
  /** The token of one attempt of {@code run}, the same whenever it is asked for. */
  String tokenOf(RunIdentity run, int attempt) {
    return RunName.tokenOf(id, run.policy(), run.triggerKey(), attempt);
  }
}
