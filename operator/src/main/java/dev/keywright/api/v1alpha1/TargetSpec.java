package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The Secret to write. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TargetSpec(
    @Size(min = 1, max = 253)
        @JsonPropertyDescription("Name of the Secret. Default: the policy's name.")
        @Nullable String name,
    @Size(min = 1, max = 253)
        @JsonPropertyDescription("Type of the Secret. Default: Opaque. Example: kubernetes.io/tls.")
        @Nullable String type,
    @JsonPropertyDescription(
            "Whether a Secret that exists already may be taken over: Never (default) or IfSame (its"
                + " type and every key equal what would be written).")
        @Nullable Adopt adopt) {}
