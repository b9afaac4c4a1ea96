package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.keywright.api.schema.ListMap;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a SecretPolicy. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SecretPolicyStatus(
    @JsonPropertyDescription(
            "Generation that the rest of this status is about; -1 before the first look.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "Ready, Synced, Rotating; Reconciling and Stalled only while they hold.")
        @Size(max = 16)
        @ListMap("type")
        @Nullable List<Condition> conditions,
    @JsonPropertyDescription("Versions of the sources that the target holds.") @Size(max = 262144)
        @Nullable String version,
    @JsonPropertyDescription("When the content of the target last changed.")
        @Nullable Instant changedTime,
    @JsonPropertyDescription(
            "When all sources were last checked with success; moves only with another change of"
                + " this status.")
        @Nullable Instant lastSyncTime,
    @JsonPropertyDescription("The target as last written.") @Nullable TargetStatus target,
    @JsonPropertyDescription("One row per source.") @Size(max = 1024)
        @Nullable List<SourceStatus> sources,
    @JsonPropertyDescription("Rotation of this policy.") @Nullable PolicyRotationStatus rotation,
    @JsonPropertyDescription("The last requests by annotation.") @Nullable RequestsStatus requests,
    @JsonPropertyDescription("Workloads that use the target.") @Size(max = 1024)
        @Nullable List<ConsumerStatus> consumers,
    @JsonPropertyDescription("Audit records that no sink has confirmed yet.")
        @Size(max = 256)
        @ListMap("id")
        @Nullable List<OutboxItem> outbox,
    @JsonPropertyDescription("Number of the last audit record of this object.")
        @Nullable Long auditSequence) {
  /** This status with another outbox. */
  public SecretPolicyStatus withOutbox(@Nullable List<OutboxItem> items) {
    return new SecretPolicyStatus(
        observedGeneration,
        conditions,
        version,
        changedTime,
        lastSyncTime,
        target,
        sources,
        rotation,
        requests,
        consumers,
        items,
        auditSequence);
  }
}
