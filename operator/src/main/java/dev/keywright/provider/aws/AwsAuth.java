package dev.keywright.provider.aws;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Where AWS credentials come from. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.static) != has(self.environment)",
    message =
        "auth must have exactly one of static, environment: keep the one to use and remove the"
            + " other")
public record AwsAuth(
    @JsonProperty("static")
        @JsonPropertyDescription(
            "An access key kept in Secrets. Read again when AWS refuses it. Default: not used."
                + " Example: {accessKeyIdRef: {name: aws, key: id}, secretAccessKeyRef: {name: aws, key:"
                + " secret}}.")
        @Nullable AwsStaticCredentials staticCredentials,
    @JsonPropertyDescription(
            "What the operator's own pod has: the default credential chain of the AWS SDK"
                + " (environment variables, web identity token of the pod, container or instance role)."
                + " Default: not used. Example: {}.")
        @Nullable AwsEnvironmentCredentials environment) {}
