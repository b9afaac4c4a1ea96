package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One step that makes other keys of the keys of an entry. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RewriteRule(
    @Required
        @Size(min = 1, max = 256)
        @JsonPropertyDescription(
            "Regular expression in RE2 syntax. Every place of a key that it matches is replaced; a key that it does not match stays. Example: ^db_(.*)$.")
        String match,
    @Required
        @Size(max = 256)
        @JsonPropertyDescription(
            "What takes the place of a match; $1 is its first group, \\\\$ a dollar sign. Example: DB_$1.")
        String replace) {}
