package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.keywright.api.schema.DurationText;
import dev.keywright.api.schema.MountPath;
import dev.keywright.api.schema.StorePath;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When and how new values are made. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "!has(self.schedule) || !has(self.every)",
    message =
        "must not have both schedule and every: keep schedule for fixed times, every for a time since the last rotation")
public record RotationSpec(
    @Size(max = 128)
        @ValidationRule(
            value =
                "self.matches('^(@(yearly|annually|monthly|weekly|daily|midnight|hourly)|[^[:space:]]+( +[^[:space:]]+){4})$')",
            message =
                "must be five fields (minute, hour, day of the month, month, day of the week) or a word such as @daily: write for instance 0 3 * * SUN")
        @JsonPropertyDescription(
            "When to rotate, in CronJob's words; not together with every. Default: on request only. Example: 0 3 * * SUN.")
        @Nullable String schedule,
    @JsonPropertyDescription(
            "How long after the last rotation to rotate again; not together with schedule. Default: on request only. Example: 30d.")
        @DurationText
        @Nullable String every,
    @Size(max = 64)
        @ValidationRule(
            value = "self.matches('^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$')",
            message = "must be the name of an IANA time zone such as Europe/Berlin or UTC")
        @JsonPropertyDescription(
            "IANA time zone of the schedule. Default: UTC. Example: Europe/Berlin.")
        @Nullable String timeZone,
    @JsonPropertyDescription(
            "How long after its slot a run may still start; a later one is skipped until the next slot. Default: 1h. Example: 30m.")
        @DurationText
        @Nullable String window,
    @JsonPropertyDescription(
            "Spreads the start of scheduled runs inside the window. Default: 20m, at most the window. Example: 5m.")
        @DurationText
        @Nullable String jitter,
    @JsonPropertyDescription(
            "Object whose value is rotated. Default: the only path that the policy reads. Example: shop/orders-api.")
        @StorePath
        @Nullable String path,
    @JsonPropertyDescription(
            "Store of that object. Default: the store that the path is read from. Example: {name: vault}.")
        @Nullable StoreRef storeRef,
    @JsonPropertyDescription(
            "Mount of that object. Default: the mount that the path is read from. Example: kv.")
        @MountPath
        @Nullable String mount,
    @Required
        @JsonPropertyDescription(
            "Who accepts the value, exactly one. There is no default: nobody changes a credential without saying who must learn of it. Example: {valueOnly: {property: token, token: {}}}.")
        Map<String, Object> driver) {}
