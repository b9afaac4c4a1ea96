package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** One value in a store. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SourceRef(
    @Required
        @Size(min = 1, max = 512)
        @JsonPropertyDescription("Path or name of the object. Example: shop/payments.")
        String path,
    @Size(max = 512)
        @JsonPropertyDescription(
            "Property of the object: a name, or a path such as db.hosts[0].name; a property whose"
                + " name is the whole text wins. Default: the whole object.")
        @Nullable String property,
    @JsonPropertyDescription(
            "None (default), Base64 or Base64Url: how the value is encoded in the store.")
        @Nullable Decode decode,
    @Size(max = 256)
        @JsonPropertyDescription(
            "Mount of the object, for stores with mounts. Default: the store's mount.")
        @Nullable String mount,
    @Size(max = 128)
        @JsonPropertyDescription(
            "Exactly this version, as the store names it. Default: the current one. Example: 41.")
        @Nullable String version,
    @Size(max = 256)
        @JsonPropertyDescription(
            "The version that carries this staging label (AWS). Example: AWSPREVIOUS.")
        @Nullable String stage) {}
