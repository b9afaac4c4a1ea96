package dev.keywright.provider.kubernetes;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.keywright.provider.spi.ServiceAccountReference;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** The block {@code spec.provider.kubernetes} of a store. */
@JsonClassDescription(
    "Secrets of another namespace of this cluster. Example: {namespace: shared, serviceAccountRef:"
        + " {name: reader, namespace: shared}}.")
@JsonIgnoreProperties(ignoreUnknown = true)
public record KubernetesSettings(
    @Required
        @Size(max = 63)
        @ValidationRule(
            value = "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
            message =
                "must be the name of a namespace: lower-case letters, digits and dashes, with a letter"
                    + " or digit at both ends")
        @JsonPropertyDescription(
            "Namespace whose Secrets are read; a path is the name of a Secret in it. Default: none, it must"
                + " be set. Example: shared.")
        String namespace,
    @Required
        @JsonPropertyDescription(
            "ServiceAccount that must itself be allowed to get each Secret; asked of the API server at"
                + " every read. Default: none, it must be set. Example: {name: reader, namespace: shared}.")
        ServiceAccountReference serviceAccountRef) {}
