package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** Who uses the target. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConsumersSpec(
    @Required
        @JsonPropertyDescription(
            "Rolling: workloads that use the target are restarted when its content changes. Never: they read the mounted file themselves and are only waited for. Example: Rolling.")
        RestartMode restart) {}
