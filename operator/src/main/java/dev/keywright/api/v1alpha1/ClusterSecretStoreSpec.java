package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a ClusterSecretStore reaches, and for whom. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ClusterSecretStoreSpec(
    @JsonProperty("class")
        @Size(max = 63)
        @JsonPropertyDescription("Which installation serves this store. Default: the empty class.")
        @Nullable String installationClass,
    @Required @JsonPropertyDescription("The store and the way in, exactly one.")
        Map<String, Object> provider,
    @JsonPropertyDescription("How much may be asked of the store at once.")
        @Nullable StoreLimits limits,
    @JsonPropertyDescription("Who may use which paths. Default: nobody.")
        @Nullable List<AllowEntry> allow) {}
