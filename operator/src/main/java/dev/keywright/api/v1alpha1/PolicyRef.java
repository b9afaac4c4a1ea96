package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Names a SecretPolicy of the same namespace. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PolicyRef(
    @Required
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("Name of the SecretPolicy. Example: orders-db.")
        String name) {}
