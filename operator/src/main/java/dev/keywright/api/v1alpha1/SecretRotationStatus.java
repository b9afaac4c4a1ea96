package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.keywright.api.schema.ListMap;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The journal of a rotation. Ids, versions and keyed fingerprints, never a value. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SecretRotationStatus(
    @JsonPropertyDescription(
            "Generation that the rest of this status is about; -1 before the first look.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("Last phase that was completed.") @Nullable RotationPhase phase,
    @JsonPropertyDescription("How often values were staged in this run, from 1.")
        @Nullable Integer attempt,
    @JsonPropertyDescription("What caused the run.") @Nullable RotationTrigger trigger,
    @JsonPropertyDescription("The object that is rotated.") @Nullable RotationSubject subject,
    @JsonPropertyDescription("The value that was current when the run began.")
        @Nullable RotationBase base,
    @JsonPropertyDescription("The new value.") @Nullable RotationPending pending,
    @JsonPropertyDescription("What is about to be done; written before it is done.")
        @Nullable RotationIntent intent,
    @JsonPropertyDescription("Workloads that use the value.") @Size(max = 512)
        @Nullable List<RotationConsumer> consumers,
    @JsonPropertyDescription("When the run was admitted.") @Nullable Instant startedTime,
    @JsonPropertyDescription("When the last phase was completed.") @Nullable Instant phaseTime,
    @JsonPropertyDescription("When the new value was in every target.")
        @Nullable Instant publishedTime,
    @JsonPropertyDescription("When the run ended.") @Nullable Instant finishedTime,
    @JsonPropertyDescription(
            "Until when the value must be committed; after it the run is aborted or, once"
                + " committed, held.")
        @Nullable Instant deadline,
    @JsonPropertyDescription(
            "How the run ended: Done, Aborted, Superseded, RolledBack or Quarantined.")
        @Nullable RotationOutcome outcome,
    @JsonPropertyDescription("Failed tries of the current step.") @Nullable Integer failures,
    @JsonPropertyDescription("When the step that failed is tried again.")
        @Nullable Instant retryTime,
    @JsonPropertyDescription("Progressing, Held, Succeeded, Failed.")
        @Size(max = 16)
        @ListMap("type")
        @Nullable List<Condition> conditions,
    @JsonPropertyDescription("Audit records that no sink has confirmed yet.")
        @Size(max = 256)
        @ListMap("id")
        @Nullable List<OutboxItem> outbox,
    @JsonPropertyDescription("Number of the last audit record of this object.")
        @Nullable Long auditSequence) {
  /** This status with another outbox. */
  public SecretRotationStatus withOutbox(
      @Nullable List<OutboxItem> items, @Nullable Long sequence) {
    return new SecretRotationStatus(
        observedGeneration,
        phase,
        attempt,
        trigger,
        subject,
        base,
        pending,
        intent,
        consumers,
        startedTime,
        phaseTime,
        publishedTime,
        finishedTime,
        deadline,
        outcome,
        failures,
        retryTime,
        conditions,
        items,
        sequence);
  }
}
