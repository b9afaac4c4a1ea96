package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.keywright.api.schema.ObjectName;
import io.fabric8.generator.annotation.Required;

/** Names a SecretPolicy of the same namespace. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PolicyRef(
    @Required @JsonPropertyDescription("Name of the SecretPolicy. Example: orders-db.") @ObjectName
        String name) {}
