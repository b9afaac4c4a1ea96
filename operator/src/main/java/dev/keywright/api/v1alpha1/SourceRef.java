package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.keywright.api.schema.MountPath;
import dev.keywright.api.schema.StorePath;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** One value in a store. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "!has(self.version) || !has(self.stage)",
    message = "must not have both version and stage: both pick a version, keep one")
public record SourceRef(
    @Required
        @JsonPropertyDescription("Path or name of the object. Example: shop/payments.")
        @StorePath
        String path,
    @Size(min = 1, max = 512)
        @JsonPropertyDescription(
            "Property of the object: a name, or a path into it; a property whose name is the whole text wins. Default: the whole object. Example: db.hosts[0].name.")
        @Nullable String property,
    @JsonPropertyDescription(
            "None, Base64 or Base64Url: how the value is encoded in the store. Default: None. Example: Base64.")
        @Nullable Decode decode,
    @JsonPropertyDescription(
            "Mount of the object, for stores with mounts. Default: the store's mount. Example: kv.")
        @MountPath
        @Nullable String mount,
    @Size(min = 1, max = 128)
        @JsonPropertyDescription(
            "Exactly this version, as the store names it. Default: the current one. Example: 41.")
        @Nullable String version,
    @Size(min = 1, max = 256)
        @JsonPropertyDescription(
            "The version that carries this staging label (AWS). Default: AWSCURRENT. Example: AWSPREVIOUS.")
        @Nullable String stage) {}
