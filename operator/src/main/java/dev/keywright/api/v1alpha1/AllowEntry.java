package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Allows some namespaces some paths. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AllowEntry(
    @Required @JsonPropertyDescription("The namespaces.") NamespaceSelector namespaces,
    @Required
        @JsonPropertyDescription(
            "Paths: * is any text within a segment, ** any number of segments, $(namespace) the"
                + " policy's namespace. Example: $(namespace)/**.")
        List<String> paths,
    @JsonPropertyDescription("What may be done: Read, Rotate. Default: Read.")
        @Nullable List<StoreAction> actions) {}
