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
        @Size(max = 253)
        @JsonPropertyDescription("Name of the ServiceAccount. Example: orders.")
        String name,
    @Size(max = 63)
        @JsonPropertyDescription(
            "Namespace of the ServiceAccount. Must be set in a ClusterSecretStore, must not in a"
                + " SecretStore. Default: the namespace of the SecretStore. Example: shop.")
        @Nullable String namespace) {}
