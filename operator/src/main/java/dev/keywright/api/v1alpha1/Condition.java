package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One condition, in the shape of {@code meta/v1 Condition}. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Condition(
    @Required @Size(max = 316) @JsonPropertyDescription("Type of the condition. Example: Ready.")
        String type,
    @Required @Size(max = 16) @JsonPropertyDescription("True, False or Unknown. Example: True.")
        String status,
    @JsonPropertyDescription("Generation of the object that this condition is about.")
        @Nullable Long observedGeneration,
    @Required @JsonPropertyDescription("When the status last changed.") Instant lastTransitionTime,
    @Required @Size(max = 1024) @JsonPropertyDescription("One word for scripts. Example: Synced.")
        String reason,
    @Required @Size(max = 4096) @JsonPropertyDescription("A sentence for people.")
        String message) {}
