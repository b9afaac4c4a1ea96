package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.keywright.api.schema.ListSet;
import dev.keywright.api.schema.PathPattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Allows some namespaces some paths. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "size(self.paths) > 0",
    fieldPath = ".paths",
    message =
        "must have at least one path: an entry without paths allows nothing, add for instance $(namespace)/** or remove the entry")
@ValidationRule(
    value = "!has(self.actions) || size(self.actions) > 0",
    fieldPath = ".actions",
    message = "must have at least one action: add Read or Rotate, or remove actions to allow Read")
public record AllowEntry(
    @Required @JsonPropertyDescription("Which namespaces. Example: {matchLabels: {team: shop}}.")
        NamespaceSelector namespaces,
    @Required
        @JsonPropertyDescription(
            "Which paths: * is any text within a segment, ** any number of segments, $(namespace) the policy's namespace. Example: $(namespace)/**.")
        @Size(max = 64)
        @ListSet
        List<@PathPattern String> paths,
    @JsonPropertyDescription(
            "What may be done: Read, Rotate. Default: Read. Example: [Read, Rotate].")
        @Size(max = 8)
        @ListSet
        @Nullable List<StoreAction> actions) {}
