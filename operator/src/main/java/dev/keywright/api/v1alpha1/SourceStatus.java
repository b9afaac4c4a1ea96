package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One source of a policy. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SourceStatus(
    @JsonPropertyDescription("The store. Example: csecstore/vault.") @Nullable String store,
    @JsonPropertyDescription("Path of the object.") @Nullable String path,
    @JsonPropertyDescription("Version that the target holds.") @Nullable String version,
    @JsonPropertyDescription("Synced, or the reason why not.") @Nullable String state,
    @JsonPropertyDescription("When the store says that version was made.")
        @Nullable Instant changedTime) {}
