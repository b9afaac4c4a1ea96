package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is about to be done. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RotationIntent(
    @JsonPropertyDescription("The phase that is about to be entered.")
        @Nullable RotationPhase phase,
    @JsonPropertyDescription("Which try of the run this is.") @Nullable Integer attempt,
    @JsonPropertyDescription("Leader term that wrote it.") @Size(max = 256) @Nullable String term,
    @JsonPropertyDescription("When.") @Nullable Instant at) {}
