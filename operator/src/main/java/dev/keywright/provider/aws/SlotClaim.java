package dev.keywright.provider.aws;

import java.util.Optional;

/** What the slot of a secret means for a run that wants to stage. Pure. */
sealed interface SlotClaim {
  /**
   * AWSPENDING can be attached.
   *
   * @param loser the version that carries the label now and must be named when it is moved
   */
  record Free(Optional<String> loser) implements SlotClaim {}

  /**
   * This run and attempt hold it.
   *
   * @param version the staged version
   */
  record Ours(String version) implements SlotClaim {}

  /**
   * Somebody else holds it.
   *
   * @param holder who, for people
   */
  record Taken(String holder) implements SlotClaim {}

  /**
   * Judges {@code state} for an attempt of a run. A pending version without a mark belongs to a
   * rotation outside Keywright, which is over once the same version is current (AWS leaves the
   * label there).
   */
  static SlotClaim judge(SecretState state, String run, int attempt) {
    Optional<String> holder = state.holderOf(SecretState.PENDING);
    if (holder.isEmpty()) {
      return new Free(Optional.empty());
    }
    Optional<SecretState.Slot> slot = state.slot();
    if (slot.isEmpty()) {
      return state.has(holder.get(), SecretState.CURRENT)
          ? new Free(holder)
          : new Taken("a rotation outside Keywright (version " + holder.get() + ")");
    }
    SlotMark mark = slot.get().mark();
    if (!mark.run().equals(run)) {
      return new Taken(mark.run());
    }
    if (mark.attempt() == attempt) {
      return new Ours(holder.get());
    }
    return mark.attempt() < attempt
        ? new Free(holder)
        : new Taken(run + " (attempt " + mark.attempt() + ")");
  }
}
