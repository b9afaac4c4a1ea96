package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A workload that uses the target. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConsumerStatus(
    @JsonPropertyDescription("Deployment, StatefulSet or DaemonSet.") @Size(max = 63)
        @Nullable String kind,
    @JsonPropertyDescription("Name of the workload.") @Size(max = 253) @Nullable String name,
    @JsonPropertyDescription("Revision that its pod template asks for.") @Size(max = 64)
        @Nullable String revision,
    @JsonPropertyDescription("Pods that are ready on it.") @Nullable Integer ready,
    @JsonPropertyDescription("Pods that are wanted.") @Nullable Integer wanted) {}
