package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rotation of a policy. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyRotationStatus(
    @JsonPropertyDescription("Name of the SecretRotation under way.") @Size(max = 253)
        @Nullable String current,
    @JsonPropertyDescription("When the last run was done.") @Nullable Instant lastRotationTime,
    @JsonPropertyDescription("When the next run is due.") @Nullable Instant nextRotationTime,
    @JsonPropertyDescription(
            "Names of the last 50 runs and requests that were handled; none of them runs again.")
        @Size(max = 64)
        @Nullable List<@Size(max = 512) String> handled) {}
