package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One source of a policy. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SourceStatus(
    @JsonPropertyDescription("The store. Example: csecstore/vault.") @Size(max = 320)
        @Nullable String store,
    @JsonPropertyDescription("Path of the object.") @Size(max = 1024) @Nullable String path,
    @JsonPropertyDescription("Version that the target holds.") @Size(max = 256)
        @Nullable String version,
    @JsonPropertyDescription("Synced, or the reason why not.") @Size(max = 256)
        @Nullable String state,
    @JsonPropertyDescription("When the store says that version was made.")
        @Nullable Instant changedTime) {}
