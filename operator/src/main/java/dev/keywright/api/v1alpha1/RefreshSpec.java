package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** When the sources are checked again. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RefreshSpec(
    @JsonPropertyDescription("Interval (default) or Once: read once, then only on request.")
        @Nullable RefreshMode mode,
    @JsonPropertyDescription(
            "How often the version is checked. Default: 5m for Vault and kubernetes, 1h for AWS."
                + " Example: 90s.")
        @Nullable String interval,
    @JsonPropertyDescription(
            "How old the last successful check may be before Ready turns False with reason Stale."
                + " Default: no limit. Example: 24h.")
        @Nullable String maxStaleness) {}
