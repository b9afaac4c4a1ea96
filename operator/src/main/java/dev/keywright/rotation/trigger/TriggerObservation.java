package dev.keywright.rotation.trigger;

import dev.keywright.api.v1alpha1.PolicyRotationStatus;
import dev.keywright.api.v1alpha1.RequestStatus;
import dev.keywright.api.v1alpha1.RotationSpec;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.ObjectKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A picture of everything that decides whether a policy's value is due.
 *
 * @param policy the policy
 * @param uid its uid, which spreads jitter
 * @param createdAt when the policy was made: earlier slots and requests are not for it
 * @param spec its rotation block; empty for a policy that does not rotate
 * @param unfit why the block cannot be carried out
 * @param status what its status says of rotation
 * @param lastRequest what its status says of the last request
 * @param token the request annotation
 * @param value what its status says of the current value; empty before the first sync, and after
 *     the status was lost
 * @param runs every run of the policy
 * @param now the time of the picture
 */
public record TriggerObservation(
    ObjectKey policy,
    String uid,
    Instant createdAt,
    Optional<RotationSpec> spec,
    Optional<Diagnosis> unfit,
    @Nullable PolicyRotationStatus status,
    @Nullable RequestStatus lastRequest,
    Optional<String> token,
    Optional<Value> value,
    List<RunFacts> runs,
    Instant now) {
  public TriggerObservation {
    runs = List.copyOf(runs);
  }

  /**
   * The current value.
   *
   * @param madeAt when the store says it was made; empty where it does not say
   */
  public record Value(Optional<Instant> madeAt) {}

  /** Names of runs that were there before. */
  List<String> handled() {
    return status == null || status.handled() == null ? List.of() : status.handled();
  }

  /** Whether a run of that name was there before, even if its object is gone. */
  boolean isHandled(String name) {
    return handled().contains(name);
  }

  /** The run of that name, when its object exists. */
  Optional<RunFacts> run(String name) {
    return runs.stream().filter(run -> run.name().equals(name)).findFirst();
  }

  /** When the runs that ended in {@code stage} did. */
  Stream<Instant> finished(RunFacts.Stage stage) {
    return runs.stream()
        .filter(run -> run.stage() == stage)
        .flatMap(run -> run.finishedAt().stream());
  }
}
