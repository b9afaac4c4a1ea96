package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When and how new values are made. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RotationSpec(
    @Size(max = 128)
        @JsonPropertyDescription(
            "When to rotate, in CronJob's words. Either this or every, or neither for requests"
                + " only. Example: 0 3 * * SUN.")
        @Nullable String schedule,
    @JsonPropertyDescription("How long after the last rotation to rotate again. Example: 30d.")
        @Nullable String every,
    @Size(max = 64)
        @JsonPropertyDescription(
            "IANA time zone of the schedule. Default: UTC. Example: Europe/Berlin.")
        @Nullable String timeZone,
    @JsonPropertyDescription(
            "How long after its slot a run may still start; a later one is skipped until the next"
                + " slot. Default: 1h.")
        @Nullable String window,
    @JsonPropertyDescription(
            "Spreads the start of scheduled runs inside the window. Default: 20m, at most the"
                + " window.")
        @Nullable String jitter,
    @Size(min = 1, max = 512)
        @JsonPropertyDescription(
            "Object whose value is rotated. Default: the only path that the policy reads.")
        @Nullable String path,
    @JsonPropertyDescription("Store of that object. Default: the store that the path is read from.")
        @Nullable StoreRef storeRef,
    @Size(max = 256)
        @JsonPropertyDescription(
            "Mount of that object. Default: the mount that the path is read from.")
        @Nullable String mount,
    @Required
        @JsonPropertyDescription(
            "Who accepts the value, exactly one. There is no default: nobody changes a credential"
                + " without saying who must learn of it.")
        Map<String, Object> driver) {}
