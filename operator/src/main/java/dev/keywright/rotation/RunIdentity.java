package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.RotationTrigger;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.api.v1alpha1.SecretRotationSpec;
import dev.keywright.core.ObjectKey;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who a run is, whatever its status says.
 *
 * @param run name of the SecretRotation
 * @param policy the policy whose value is rotated
 * @param triggerKey what caused the run
 * @param isOperatorMade whether Keywright made the object itself
 * @param createdAt when the object was made
 * @param generation generation of its spec
 */
public record RunIdentity(
    ObjectKey run,
    ObjectKey policy,
    String triggerKey,
    boolean isOperatorMade,
    Instant createdAt,
    long generation) {

  /**
   * The identity of {@code run}. An object counts as Keywright's own only when its name is the one
   * that follows from its trigger; the name of any other is its request id.
   */
  public static RunIdentity of(SecretRotation run) {
    var metadata = run.getMetadata();
    SecretRotationSpec spec = run.getSpec();
    ObjectKey policy = new ObjectKey(metadata.getNamespace(), spec.policyRef().name());
    boolean isOperatorMade =
        spec.trigger() != null && RunName.of(policy, spec.trigger()).equals(metadata.getName());
    return new RunIdentity(
        new ObjectKey(metadata.getNamespace(), metadata.getName()),
        policy,
        isOperatorMade
            ? Objects.requireNonNull(spec.trigger())
            : TriggerKeys.request(metadata.getName()),
        isOperatorMade,
        Instant.parse(metadata.getCreationTimestamp()),
        metadata.getGeneration() == null ? 0 : metadata.getGeneration());
  }

  /** Id of the run in a store. */
  public String id() {
    return RunName.idOf(policy, triggerKey);
  }

  /** The trigger as the journal tells it. */
  RotationTrigger trigger(SecretRotationSpec spec) {
    String kind = TriggerKeys.isSlot(triggerKey) ? "Schedule" : "Annotation";
    @Nullable String actor = spec.requestedBy();
    return new RotationTrigger(
        isOperatorMade ? kind : "SecretRotation",
        triggerKey,
        actor,
        Optional.ofNullable(actor).map(name -> "Claimed").orElse("None"),
        spec.reason());
  }
}
