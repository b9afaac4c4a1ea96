package dev.keywright.rotation.trigger;

import dev.keywright.api.v1alpha1.PolicyRotationStatus;
import dev.keywright.api.v1alpha1.RequestStatus;
import dev.keywright.api.v1alpha1.RotationSpec;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.ObjectKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A picture of everything that decides whether a policy's value is due.
 *
 * @param policy the policy
 * @param uid its uid, which spreads jitter
 * @param createdAt when the policy was made: earlier slots and requests are not for it
 * @param spec its rotation block
 * @param unfit why the block cannot be carried out
 * @param status what its status says of rotation
 * @param lastRequest what its status says of the last request
 * @param token the request annotation
 * @param valueMadeAt when the store says the current value was made
 * @param runs every run of the policy
 * @param now the time of the picture
 */
public record TriggerObservation(
    ObjectKey policy,
    String uid,
    Instant createdAt,
    RotationSpec spec,
    Optional<Diagnosis> unfit,
    @Nullable PolicyRotationStatus status,
    @Nullable RequestStatus lastRequest,
    Optional<String> token,
    Optional<Instant> valueMadeAt,
    List<RunFacts> runs,
    Instant now) {}
