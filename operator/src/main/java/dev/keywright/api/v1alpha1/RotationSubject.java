package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The object that is rotated. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RotationSubject(
    @JsonPropertyDescription("The store. Example: csecstore/vault.") @Nullable String store,
    @JsonPropertyDescription("Mount of the object, where it is not the one of the store.")
        @Nullable String mount,
    @JsonPropertyDescription("Path of the object.") @Nullable String path,
    @JsonPropertyDescription("Properties that get new values; the empty name is the whole value.")
        @Nullable List<String> properties,
    @JsonPropertyDescription("The driver.") @Nullable String driver) {}
