package dev.keywright.provider.spi;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A ServiceAccount whose tokens prove who we are. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ServiceAccountReference(
    @Required
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("Name of the ServiceAccount. Example: orders.")
        String name,
    @Size(max = 63)
        @JsonPropertyDescription(
            "Namespace of the ServiceAccount. Must not be set in a SecretStore (its own namespace"
                + " is used); required in a ClusterSecretStore.")
        @Nullable String namespace) {}
