package dev.keywright.provider.spi;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** One key of a ConfigMap. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConfigMapKeyReference(
    @Required @Size(max = 253) @JsonPropertyDescription("Name of the ConfigMap. Example: vault-ca.")
        String name,
    @Required
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("Key in the ConfigMap. Example: ca.crt.")
        String key,
    @Size(max = 63)
        @JsonPropertyDescription(
            "Namespace of the ConfigMap. Must be set in a ClusterSecretStore, must not in a"
                + " SecretStore. Default: the namespace of the SecretStore. Example: vault.")
        @Nullable String namespace) {}
