package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a SecretPolicy asks for. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SecretPolicySpec(
    @JsonProperty("class")
        @Size(max = 63)
        @JsonPropertyDescription(
            "Which installation serves this policy. Default: the empty class. A policy of a class"
                + " that no installation serves is left alone.")
        @Nullable String installationClass,
    @JsonPropertyDescription("The store that sources use unless they name their own.")
        @Nullable StoreRef storeRef,
    @JsonPropertyDescription(
            "When the sources are checked again. Default: every 5m for Vault and kubernetes, 1h for"
                + " AWS.")
        @Nullable RefreshSpec refresh,
    @JsonPropertyDescription("Single keys of the target. They win over dataFrom.")
        @Nullable List<DataSource> data,
    @JsonPropertyDescription(
            "Whole objects whose properties become keys. Later entries win over earlier ones.")
        @Nullable List<DataFromSource> dataFrom,
    @JsonPropertyDescription(
            "The Secret to write. Default: an Opaque Secret with the policy's name.")
        @Nullable TargetSpec target,
    @JsonPropertyDescription("Makes new values at the source. Needs consumers.")
        @Nullable RotationSpec rotation,
    @JsonPropertyDescription("Who uses the target. Without this block nothing is ever restarted.")
        @Nullable ConsumersSpec consumers) {}
