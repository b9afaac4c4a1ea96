package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.keywright.api.schema.ObjectName;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** The Secret to write. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TargetSpec(
    @JsonPropertyDescription("Name of the Secret. Default: the policy's name. Example: payments.")
        @ObjectName
        @Nullable String name,
    @Size(min = 1, max = 253)
        @ValidationRule(
            value =
                "self != 'kubernetes.io/service-account-token' && self != 'bootstrap.kubernetes.io/token'",
            message =
                "must not be kubernetes.io/service-account-token or bootstrap.kubernetes.io/token: such a Secret gives rights in the cluster itself; choose another type, for instance Opaque")
        @JsonPropertyDescription("Type of the Secret. Default: Opaque. Example: kubernetes.io/tls.")
        @Nullable String type,
    @JsonPropertyDescription(
            "Whether a Secret that exists already may be taken over: Never, or IfSame (its type and every key equal what would be written). Default: Never. Example: IfSame.")
        @Nullable Adopt adopt) {}
