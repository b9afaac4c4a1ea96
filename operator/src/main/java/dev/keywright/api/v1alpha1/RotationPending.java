package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The new value of a rotation. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RotationPending(
    @JsonPropertyDescription("Version of the slot that holds it, or of the staged version.")
        @Size(max = 256)
        @Nullable String slot,
    @JsonPropertyDescription("Version in the store that made it current.") @Size(max = 256)
        @Nullable String version,
    @JsonPropertyDescription("Keyed fingerprint of its rotated properties.") @Size(max = 256)
        @Nullable String fingerprint) {}
