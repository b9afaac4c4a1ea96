package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.keywright.api.schema.ClassName;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a ClusterSecretStore reaches, and for whom. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ClusterSecretStoreSpec(
    @JsonProperty("class")
        @JsonPropertyDescription(
            "Which installation serves this store. Default: the empty class. Example: tenants.")
        @ClassName
        @Nullable String installationClass,
    @Required
        @JsonPropertyDescription(
            "The store and the way in, exactly one. Example: {vault: {address: https://vault.vault.svc:8200, auth: {kubernetes: {role: shop, serviceAccountRef: {name: orders, namespace: shop}}}}}.")
        Map<String, Object> provider,
    @JsonPropertyDescription(
            "How much may be asked of the store. Default: 16 calls at once, 10s each. Example: {concurrency: 4}.")
        @Nullable StoreLimits limits,
    @JsonPropertyDescription(
            "Who may use which paths. Default: nobody. Example: [{namespaces: {matchLabels: {team: shop}}, paths: [shop/**]}].")
        @Size(max = 64)
        @Nullable List<AllowEntry> allow) {}
