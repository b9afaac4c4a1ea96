package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Several objects, each of which becomes one key. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.path) || has(self.name) || (has(self.tags) && size(self.tags) > 0)",
    message = "must have path, name or tags: finding everything is never meant")
public record FindSource(
    @Size(min = 1, max = 512)
        @ValidationRule(
            value = "!self.matches('(^|/)[.]{0,2}/') && !self.matches('(^|/)[.]{1,2}$')",
            message =
                "must not start with a slash or have an empty, \".\" or \"..\" segment; a slash at its end is fine: write for instance api/")
        @ValidationRule(
            value = "!self.contains('%') && !self.matches('[[:cntrl:]]')",
            message =
                "must not have a percent sign or a control character: write the name itself, not its URL encoding")
        @ValidationRule(
            value = "self != '.keywright' && !self.startsWith('.keywright/')",
            message =
                "must not be under .keywright/: Keywright keeps pending values there, name another path")
        @JsonPropertyDescription(
            "Only objects below this path, at any depth; their path below it becomes the key. Default: the whole store. Example: api/.")
        @Nullable String path,
    @Size(min = 1, max = 256)
        @JsonPropertyDescription(
            "Regular expression in RE2 syntax that must match somewhere in the path below `path`. Default: any. Example: ^key-.*$.")
        @Nullable String name,
    @Size(max = 16)
        @JsonPropertyDescription(
            "Tags that an object must have, all of them: tags in AWS, custom metadata in Vault KV version 2. Default: none. Example: {team: shop}.")
        @Nullable Map<String, @Size(max = 512) String> tags,
    @JsonPropertyDescription(
            "None, Base64 or Base64Url: how every value is encoded in the store. Default: None. Example: Base64.")
        @Nullable Decode decode) {}
