package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.keywright.api.schema.DurationText;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** How much may be asked of a store at once. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StoreLimits(
    @Min(1) @Max(256) @JsonPropertyDescription("Calls under way at once. Default: 16. Example: 4.")
        @Nullable Integer concurrency,
    @JsonPropertyDescription("Longest time that a call may take. Default: 10s. Example: 5s.")
        @DurationText
        @Nullable String timeout) {}
