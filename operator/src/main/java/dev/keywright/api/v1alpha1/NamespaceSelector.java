package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.Map;

/** Selects namespaces by label. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record NamespaceSelector(
    @Required
        @JsonPropertyDescription(
            "Labels that a namespace must all have; {} selects every namespace.")
        Map<String, String> matchLabels) {}
