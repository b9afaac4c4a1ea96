package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** The request of a rotation. Immutable. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "self == oldSelf",
    message =
        "must not change: it is a record of what was asked, create another SecretRotation for another request")
public record SecretRotationSpec(
    @Required
        @JsonPropertyDescription(
            "The policy whose value is rotated, in the same namespace. Example: {name: orders-api}.")
        PolicyRef policyRef,
    @Size(max = 1024)
        @JsonPropertyDescription(
            "Why, for the record. Default: none. Example: password seen in a log.")
        @Nullable String reason,
    @Size(max = 253)
        @JsonPropertyDescription(
            "Who asks, as claimed by the request. Default: nobody is named. Example: alice.")
        @Nullable String requestedBy,
    @Size(max = 128)
        @JsonPropertyDescription(
            "What caused a run that Keywright made itself: slot:<local start> or request:<token>. Default: a request by a person, who leaves it out. Example: slot:2026-11-22T03:00.")
        @Nullable String trigger) {}
