package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.keywright.api.schema.ClassName;
import io.fabric8.generator.annotation.Required;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a SecretStore reaches. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SecretStoreSpec(
    @JsonProperty("class")
        @JsonPropertyDescription(
            "Which installation serves this store. Default: the empty class. Example: tenants.")
        @ClassName
        @Nullable String installationClass,
    @Required
        @JsonPropertyDescription(
            "The store and the way in, exactly one. Example: {vault: {address: https://vault.vault.svc:8200, auth: {kubernetes: {role: shop, serviceAccountRef: {name: orders}}}}}.")
        Map<String, Object> provider,
    @JsonPropertyDescription(
            "How much may be asked of the store. Default: 16 calls at once, 10s each. Example: {concurrency: 4}.")
        @Nullable StoreLimits limits) {}
