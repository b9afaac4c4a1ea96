package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The request of a rotation. Immutable. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SecretRotationSpec(
    @Required @JsonPropertyDescription("The policy whose value is rotated, in the same namespace.")
        PolicyRef policyRef,
    @Size(max = 1024)
        @JsonPropertyDescription("Why, for the record. Example: password seen in a log.")
        @Nullable String reason,
    @Size(max = 253) @JsonPropertyDescription("Who asks. Example: alice.")
        @Nullable String requestedBy,
    @Size(max = 128)
        @JsonPropertyDescription(
            "What caused a run that Keywright made itself: slot:<local start> or request:<token>."
                + " Not for people.")
        @Nullable String trigger) {}
