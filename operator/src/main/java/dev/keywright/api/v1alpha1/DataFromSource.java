package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole object whose properties become keys, or several objects. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.extract) != has(self.find)",
    message = "must have either extract or find: one object's properties, or several objects")
public record DataFromSource(
    @JsonPropertyDescription(
            "The object to take the properties of. Default: none, and then there must be find. Example: {path: shop/payments}.")
        @Nullable ExtractSource extract,
    @JsonPropertyDescription(
            "The objects to take whole, one key each. Default: none, and then there must be extract. Example: {path: api/, name: ^key-.*$}.")
        @Nullable FindSource find,
    @JsonPropertyDescription(
            "Steps, one after the other, that make other keys of the keys found. Two keys must not become one. Default: none. Example: [{match: ^db_(.*)$, replace: DB_$1}].")
        @Size(max = 16)
        @Nullable List<RewriteRule> rewrite,
    @JsonPropertyDescription(
            "Whether the entry is left out when the object or the property does not exist, instead of holding up everything else. Default: false. Example: true.")
        @Nullable Boolean optional,
    @JsonPropertyDescription(
            "The store of this object. Default: the policy's storeRef. Example: {name: vault}.")
        @Nullable StoreRef storeRef) {}
