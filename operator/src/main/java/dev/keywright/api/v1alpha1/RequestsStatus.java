package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** The last requests by annotation. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RequestsStatus(
    @JsonPropertyDescription("The last keywright.dev/sync-requested-at.")
        @Nullable RequestStatus sync,
    @JsonPropertyDescription("The last keywright.dev/rotate-requested-at.")
        @Nullable RequestStatus rotate) {}
