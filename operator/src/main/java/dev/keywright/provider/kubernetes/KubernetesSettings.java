package dev.keywright.provider.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.keywright.provider.spi.ServiceAccountReference;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** The block {@code spec.provider.kubernetes} of a store. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record KubernetesSettings(
    @Required
        @Size(min = 1, max = 63)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @JsonPropertyDescription(
            "Namespace whose Secrets are read; a path is the name of a Secret in it. No default."
                + " Example: shared.")
        String namespace,
    @Required
        @JsonPropertyDescription(
            "ServiceAccount that must itself be allowed to get each Secret; asked of the API server at"
                + " every read. No default. Example: {name: reader, namespace: shared}.")
        ServiceAccountReference serviceAccountRef) {}
