package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.keywright.api.schema.SecretKey;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One key of the target. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DataSource(
    @Required
        @JsonPropertyDescription(
            "Key in the target: letters, digits, dot, dash and underscore. Example: password.")
        @SecretKey
        String key,
    @Required
        @JsonPropertyDescription(
            "Where the value comes from. Example: {path: shop/payments, property: password}.")
        SourceRef from,
    @JsonPropertyDescription(
            "Whether the key is left out when the object or the property does not exist, instead of holding up everything else. Default: false. Example: true.")
        @Nullable Boolean optional,
    @JsonPropertyDescription(
            "The store of this key. Default: the policy's storeRef. Example: {name: vault}.")
        @Nullable StoreRef storeRef) {}
