package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Names a store. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StoreRef(
    @JsonPropertyDescription("SecretStore (default, in the same namespace) or ClusterSecretStore.")
        @Nullable StoreKind kind,
    @Required
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("Name of the store. Example: vault.")
        String name) {}
