package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.keywright.api.schema.ClassName;
import dev.keywright.api.schema.ListMap;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a SecretPolicy asks for. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value =
        "(has(self.data) && size(self.data) > 0) || (has(self.dataFrom) && size(self.dataFrom) > 0)",
    message = "must have at least one entry in data or dataFrom: a Secret needs a source")
@ValidationRule(
    value =
        "has(self.storeRef) || ((!has(self.data) || self.data.all(d, has(d.storeRef))) && (!has(self.dataFrom) || self.dataFrom.all(d, has(d.storeRef))))",
    message = "must have storeRef, unless every entry of data and dataFrom has its own storeRef")
@ValidationRule(
    value = "!has(self.rotation) || has(self.consumers)",
    message =
        "must have consumers together with rotation: say restart: Rolling, or restart: Never where they read the mounted file themselves")
@ValidationRule(
    value =
        "!has(self.rotation) || ((!has(self.data) || self.data.all(d, !has(d.from.version) && !has(d.from.stage))) && (!has(self.dataFrom) || self.dataFrom.all(d, !has(d.extract) || (!has(d.extract.version) && !has(d.extract.stage)))))",
    message =
        "must not have rotation together with a pinned version or stage: a pinned value never changes, remove version and stage or the rotation block")
public record SecretPolicySpec(
    @JsonProperty("class")
        @JsonPropertyDescription(
            "Which installation serves this policy. Default: the empty class. A policy of a class that no installation serves is left alone. Example: tenants.")
        @ClassName
        @Nullable String installationClass,
    @JsonPropertyDescription(
            "The store that sources use unless they name their own. Default: none. Example: {name: vault}.")
        @Nullable StoreRef storeRef,
    @JsonPropertyDescription(
            "When the sources are checked again. Default: every 5m for Vault and kubernetes, 1h for AWS. Example: {interval: 90s}.")
        @Nullable RefreshSpec refresh,
    @JsonPropertyDescription(
            "Single keys of the target. They win over dataFrom. Default: none. Example: [{key: password, from: {path: shop/payments, property: password}}].")
        @Size(max = 512)
        @ListMap("key")
        @Nullable List<DataSource> data,
    @JsonPropertyDescription(
            "Whole objects whose properties become keys. Later entries win over earlier ones. Default: none. Example: [{extract: {path: shop/payments}}].")
        @Size(max = 64)
        @Nullable List<DataFromSource> dataFrom,
    @JsonPropertyDescription(
            "The Secret to write. Default: an Opaque Secret with the policy's name. Example: {name: payments, type: kubernetes.io/basic-auth}.")
        @Nullable TargetSpec target,
    @JsonPropertyDescription(
            "Makes new values at the source. Needs consumers. Default: never. Example: {every: 30d, driver: {valueOnly: {property: token, token: {}}}}.")
        @Nullable RotationSpec rotation,
    @JsonPropertyDescription(
            "Who uses the target. Default: nobody, and nothing is ever restarted. Example: {restart: Rolling}.")
        @Nullable ConsumersSpec consumers) {}
