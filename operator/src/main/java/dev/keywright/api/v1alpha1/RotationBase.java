package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The value that was current when a rotation began. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RotationBase(
    @JsonPropertyDescription("Its version in the store.") @Size(max = 256) @Nullable String version,
    @JsonPropertyDescription("Keyed fingerprint of its rotated properties.") @Size(max = 256)
        @Nullable String fingerprint) {}
