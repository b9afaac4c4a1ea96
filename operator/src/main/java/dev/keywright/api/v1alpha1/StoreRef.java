package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.keywright.api.schema.ObjectName;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** Names a store. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StoreRef(
    @JsonPropertyDescription(
            "SecretStore (of the same namespace) or ClusterSecretStore. Default: SecretStore. Example: ClusterSecretStore.")
        @Nullable StoreKind kind,
    @Required @JsonPropertyDescription("Name of the store. Example: vault.") @ObjectName
        String name) {}
