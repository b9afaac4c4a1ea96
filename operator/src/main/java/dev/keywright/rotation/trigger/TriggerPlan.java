package dev.keywright.rotation.trigger;

import dev.keywright.api.v1alpha1.PolicyRotationStatus;
import dev.keywright.api.v1alpha1.RequestStatus;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the picture.
 *
 * @param start trigger key of the run to create now
 * @param status what to tell of rotation; null for nothing
 * @param request what to tell of the request; null for nothing
 * @param standing how rotation stands
 * @param nextLook how long to wait at most before looking again
 */
public record TriggerPlan(
    Optional<String> start,
    @Nullable PolicyRotationStatus status,
    @Nullable RequestStatus request,
    Standing standing,
    Duration nextLook) {
  /** How rotation stands, for the condition. */
  public sealed interface Standing {
    /** The policy does not rotate. */
    record Absent() implements Standing {}

    /** No run is under way, and the last one, if any, was done. */
    record Resting() implements Standing {}

    /**
     * A run is under way.
     *
     * @param run its name
     * @param held why it waits for somebody
     */
    record Running(String run, Optional<String> held) implements Standing {}

    /**
     * No run is under way, and the last one ended without a new value.
     *
     * @param run its name
     * @param why for people
     */
    record Failed(String run, String why) implements Standing {}

    /**
     * The last run ended so that a person must look; nothing is started by itself.
     *
     * @param run its name
     * @param why for people
     */
    record Quarantined(String run, String why) implements Standing {}

    /**
     * A run is due and cannot be created.
     *
     * @param why with the way out
     */
    record Blocked(String why) implements Standing {}

    /**
     * The rotation block cannot be carried out.
     *
     * @param why with the way out
     */
    record Unfit(String why) implements Standing {}
  }
}
