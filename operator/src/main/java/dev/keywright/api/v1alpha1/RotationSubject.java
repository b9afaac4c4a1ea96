package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The object that is rotated. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RotationSubject(
    @JsonPropertyDescription("The store. Example: csecstore/vault.") @Size(max = 320)
        @Nullable String store,
    @JsonPropertyDescription("Mount of the object, where it is not the one of the store.")
        @Size(max = 256)
        @Nullable String mount,
    @JsonPropertyDescription("Path of the object.") @Size(max = 512) @Nullable String path,
    @JsonPropertyDescription("Properties that get new values; the empty name is the whole value.")
        @Size(max = 64)
        @Nullable List<@Size(max = 512) String> properties,
    @JsonPropertyDescription("The driver.") @Size(max = 63) @Nullable String driver) {}
