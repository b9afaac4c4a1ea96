package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An audit record that no sink has confirmed yet. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OutboxItem(
    @Required @Size(max = 64) @JsonPropertyDescription("Id of the record.") String id,
    @JsonPropertyDescription("Its number among the records of this object.")
        @Nullable Long sequence,
    @Size(max = 64) @JsonPropertyDescription("Type of the record.") @Nullable String type,
    @JsonPropertyDescription("When it happened.") @Nullable Instant at,
    @Size(max = 4096) @JsonPropertyDescription("The record's other fields as JSON.")
        @Nullable String body) {}
