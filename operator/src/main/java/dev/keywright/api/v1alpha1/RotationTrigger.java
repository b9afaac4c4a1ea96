package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** What caused a rotation. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RotationTrigger(
    @JsonPropertyDescription("Schedule, Annotation or SecretRotation.") @Size(max = 63)
        @Nullable String kind,
    @JsonPropertyDescription("slot:<local start> or request:<token>.") @Size(max = 512)
        @Nullable String key,
    @JsonPropertyDescription("Who asked, where somebody did.") @Size(max = 1024)
        @Nullable String actor,
    @JsonPropertyDescription("Claimed or None: how the actor is known.") @Size(max = 63)
        @Nullable String verification,
    @JsonPropertyDescription("Why, in the words of who asked.") @Size(max = 4096)
        @Nullable String reason) {}
