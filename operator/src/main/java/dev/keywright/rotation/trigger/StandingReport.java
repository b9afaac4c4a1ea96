package dev.keywright.rotation.trigger;

import dev.keywright.api.ConditionSet;
import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.core.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a policy that tell of its rotation: Rotating, and Stalled while a run is in
 * quarantine. Pure.
 */
public final class StandingReport {
  private static final String ROTATING = "Rotating";
  private static final String STALLED = "Stalled";

  private StandingReport() {}

  /**
   * {@code conditions} with the ones of rotation.
   *
   * @param conditions what sync says; Stalled only when sync says so
   * @param before the conditions as last written, for the time since which Stalled holds
   */
  public static List<Condition> of(
      TriggerPlan.Standing standing,
      List<Condition> conditions,
      @Nullable List<Condition> before,
      long generation,
      Instant now) {
    return switch (standing) {
      case TriggerPlan.Standing.Absent absent ->
          set(conditions, generation, now).remove(ROTATING).list();
      case TriggerPlan.Standing.Resting resting ->
          set(conditions, generation, now)
              .set(ROTATING, "False", Reason.Synced.name(), "No rotation is under way.")
              .list();
      case TriggerPlan.Standing.Running(String run, Optional<String> held) ->
          set(conditions, generation, now)
              .set(ROTATING, "True", reasonOf(held).name(), messageOf(run, held))
              .list();
      case TriggerPlan.Standing.Failed(String run, String why) ->
          set(conditions, generation, now)
              .set(ROTATING, "False", Reason.RotationFailed.name(), ended(run, why))
              .list();
      case TriggerPlan.Standing.Quarantined(String run, String why) ->
          stalled(
              set(withStalled(conditions, before), generation, now)
                  .set(ROTATING, "False", Reason.RotationQuarantined.name(), ended(run, why)),
              conditions,
              ended(run, why));
      case TriggerPlan.Standing.Blocked(String why) ->
          set(conditions, generation, now)
              .set(ROTATING, "False", Reason.RotationHeld.name(), why)
              .list();
      case TriggerPlan.Standing.Unfit(String why) ->
          set(conditions, generation, now)
              .set(ROTATING, "False", Reason.InvalidSpec.name(), why)
              .list();
    };
  }

  private static ConditionSet set(List<Condition> conditions, long generation, Instant now) {
    return new ConditionSet(conditions, generation, now);
  }

  private static Reason reasonOf(Optional<String> held) {
    return held.isPresent() ? Reason.RotationHeld : Reason.Reconciling;
  }

  private static String messageOf(String run, Optional<String> held) {
    return held.map(why -> "SecretRotation " + run + " is held. " + why)
        .orElseGet(() -> "SecretRotation " + run + " is under way.");
  }

  private static String ended(String run, String why) {
    return "SecretRotation " + run + " ended without a new value. " + why;
  }

  /** What sync finds stalls the policy more than a run does. */
  private static List<Condition> stalled(
      ConditionSet set, List<Condition> conditions, String message) {
    return ConditionSet.isTrue(conditions, STALLED)
        ? set.list()
        : set.set(STALLED, "True", Reason.RotationQuarantined.name(), message).list();
  }

  private static List<Condition> withStalled(
      List<Condition> conditions, @Nullable List<Condition> before) {
    List<Condition> all = new ArrayList<>(conditions);
    if (ConditionSet.find(conditions, STALLED).isEmpty()) {
      ConditionSet.find(before, STALLED).ifPresent(all::add);
    }
    return all;
  }
}
