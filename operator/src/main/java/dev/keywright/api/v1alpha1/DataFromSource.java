package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A whole object whose properties become keys. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DataFromSource(
    @Required
        @JsonPropertyDescription(
            "The object to take the properties of. Example: {path: shop/payments}.")
        ExtractSource extract,
    @JsonPropertyDescription(
            "The store of this object. Default: the policy's storeRef. Example: {name: vault}.")
        @Nullable StoreRef storeRef) {}
