package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The target as last written. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TargetStatus(
    @JsonPropertyDescription("Name of the Secret.") @Size(max = 253) @Nullable String name,
    @JsonPropertyDescription("Its keys, sorted.") @Size(max = 65536)
        @Nullable List<@Size(max = 253) String> keys,
    @JsonPropertyDescription("Time-ordered id of its content.") @Size(max = 64)
        @Nullable String revision,
    @JsonPropertyDescription("Keyed fingerprint of its content.") @Size(max = 256)
        @Nullable String fingerprint,
    @JsonPropertyDescription(
            "Why this revision was made: Created, Adopted, SourceChanged, SpecChanged or Rotated.")
        @Size(max = 63)
        @Nullable String cause,
    @JsonPropertyDescription("Generation of the policy whose shape it has.")
        @Nullable Long generation) {}
