package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** State of one request by annotation. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RequestStatus(
    @JsonPropertyDescription("The annotation's value.") @Size(max = 1024) @Nullable String token,
    @JsonPropertyDescription("Accepted, Waiting, Running, Done or Refused.")
        @Nullable RequestState state,
    @JsonPropertyDescription("Why it waits or was refused, with the way out.") @Size(max = 4096)
        @Nullable String reason,
    @JsonPropertyDescription("Until when it waits.") @Nullable Instant until,
    @JsonPropertyDescription("The SecretRotation that carries it out.") @Size(max = 253)
        @Nullable String rotation) {}
