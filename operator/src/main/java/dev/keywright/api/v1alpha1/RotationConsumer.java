package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A workload that uses the rotated value. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RotationConsumer(
    @JsonPropertyDescription("The policy through which it does.") @Size(max = 512)
        @Nullable String policy,
    @JsonPropertyDescription("Kind of the workload; Pod for a bare pod.") @Size(max = 63)
        @Nullable String kind,
    @JsonPropertyDescription("Its name.") @Size(max = 253) @Nullable String name,
    @JsonPropertyDescription("Its uid.") @Size(max = 64) @Nullable String uid,
    @JsonPropertyDescription("Revision it must carry.") @Size(max = 64) @Nullable String wanted,
    @JsonPropertyDescription("Pods that are on it and Ready.") @Nullable Integer ready,
    @JsonPropertyDescription("Pods that must be.") @Nullable Integer total,
    @JsonPropertyDescription("Restarting, Waiting, Observed or why it does not move.")
        @Size(max = 1024)
        @Nullable String state) {}
