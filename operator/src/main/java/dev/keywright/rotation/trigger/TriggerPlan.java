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
 * @param status what to tell of rotation
 * @param request what to tell of the request
 * @param standing how rotation stands
 * @param nextLook how long to wait at most before looking again
 */
public record TriggerPlan(
    Optional<String> start,
    PolicyRotationStatus status,
    @Nullable RequestStatus request,
    Standing standing,
    Duration nextLook) {
  /** How rotation stands, for the condition. */
  public sealed interface Standing {
    /** No run is under way. */
    record Resting() implements Standing {}

    /**
     * A run is under way.
     *
     * @param run its name
     * @param held why it waits for somebody
     */
    record Running(String run, Optional<String> held) implements Standing {}

    /**
     * The rotation block cannot be carried out.
     *
     * @param why with the way out
     */
    record Unfit(String why) implements Standing {}
  }
}
