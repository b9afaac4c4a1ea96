package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What caused a rotation. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RotationTrigger(
    @JsonPropertyDescription("Schedule, Annotation or SecretRotation.") @Nullable String kind,
    @JsonPropertyDescription("slot:<local start> or request:<token>.") @Nullable String key,
    @JsonPropertyDescription("Who asked, where somebody did.") @Nullable String actor,
    @JsonPropertyDescription("Claimed or None: how the actor is known.")
        @Nullable String verification,
    @JsonPropertyDescription("Why, in the words of who asked.") @Nullable String reason) {}
