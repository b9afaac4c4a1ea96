package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.keywright.api.schema.ListMap;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a store. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SecretStoreStatus(
    @JsonPropertyDescription(
            "Generation that the rest of this status is about; -1 before the first look.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("Ready; Reconciling and Stalled only while they hold.")
        @Size(max = 16)
        @ListMap("type")
        @Nullable List<Condition> conditions,
    @JsonPropertyDescription("Who we are at the store.") @Size(max = 1024)
        @Nullable String identity,
    @JsonPropertyDescription("What the store can do: Read, Rotate.") @Size(max = 16)
        @Nullable List<@Size(max = 63) String> capabilities,
    @JsonPropertyDescription("When the store last answered; written at most every 10 minutes.")
        @Nullable Instant lastContactTime,
    @JsonPropertyDescription("Policies that name this store.") @Nullable Integer policies,
    @JsonPropertyDescription("Audit records that no sink has confirmed yet.")
        @Size(max = 256)
        @ListMap("id")
        @Nullable List<OutboxItem> outbox,
    @JsonPropertyDescription("Number of the last audit record of this object.")
        @Nullable Long auditSequence) {}
