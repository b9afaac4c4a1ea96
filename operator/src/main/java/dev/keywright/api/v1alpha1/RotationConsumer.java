package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A workload that uses the rotated value. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RotationConsumer(
    @JsonPropertyDescription("The policy through which it does.") @Nullable String policy,
    @JsonPropertyDescription("Kind of the workload; Pod for a bare pod.") @Nullable String kind,
    @JsonPropertyDescription("Its name.") @Nullable String name,
    @JsonPropertyDescription("Its uid.") @Nullable String uid,
    @JsonPropertyDescription("Revision it must carry.") @Nullable String wanted,
    @JsonPropertyDescription("Pods on it.") @Nullable Integer ready,
    @JsonPropertyDescription("Restarting, Waiting, Observed or why it does not move.")
        @Nullable String state) {}
