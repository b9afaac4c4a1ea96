package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.keywright.api.schema.LabelValue;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;

/** Selects namespaces by label. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value =
        "self.matchLabels.all(k, size(k) <= 317 && k.matches('^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?$'))",
    fieldPath = ".matchLabels",
    message =
        "must have label keys only: an optional DNS name and a slash, then at most 63 letters, digits, dashes, underscores and dots")
public record NamespaceSelector(
    @Required
        @JsonPropertyDescription(
            "Labels that a namespace must all have; {} selects every namespace. Example: {team: shop}.")
        @Size(max = 16)
        Map<String, @LabelValue String> matchLabels) {}
