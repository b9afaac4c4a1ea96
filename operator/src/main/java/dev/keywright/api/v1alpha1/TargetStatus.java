package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The target as last written. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TargetStatus(
    @JsonPropertyDescription("Name of the Secret.") @Nullable String name,
    @JsonPropertyDescription("Its keys, sorted.") @Nullable List<String> keys,
    @JsonPropertyDescription("Time-ordered id of its content.") @Nullable String revision,
    @JsonPropertyDescription("Keyed fingerprint of its content.") @Nullable String fingerprint,
    @JsonPropertyDescription(
            "Why this revision was made: Created, Adopted, SourceChanged, SpecChanged or Rotated.")
        @Nullable String cause,
    @JsonPropertyDescription("Generation of the policy whose shape it has.")
        @Nullable Long generation) {}
