package dev.keywright.provider.aws;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Where AWS credentials come from. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value =
        "[has(self.static), has(self.webIdentity), has(self.environment)].filter(x, x).size() == 1",
    message =
        "auth must have exactly one of static, webIdentity, environment: keep the one to use and"
            + " remove the others")
public record AwsAuth(
    @JsonProperty("static")
        @JsonPropertyDescription(
            "An access key kept in Secrets. Read again when AWS refuses it. Default: not used."
                + " Example: {accessKeyIdRef: {name: aws, key: id}, secretAccessKeyRef: {name: aws, key:"
                + " secret}}.")
        @Nullable AwsStaticCredentials staticCredentials,
    @JsonPropertyDescription(
            "A role taken with the short-lived token of a ServiceAccount; no static key. Default:"
                + " not used. Example: {serviceAccountRef: {name: reader}}.")
        @Nullable AwsWebIdentity webIdentity,
    @JsonPropertyDescription(
            "What the operator's own pod has: the default credential chain of the AWS SDK"
                + " (environment variables, web identity token of the pod, container or instance role)."
                + " Default: not used. Example: {}.")
        @Nullable AwsEnvironmentCredentials environment) {

  /** An access key in Secrets. */
  public static AwsAuth byKey(AwsStaticCredentials key) {
    return new AwsAuth(key, null, null);
  }

  /** The token of a ServiceAccount. */
  public static AwsAuth byWebIdentity(AwsWebIdentity identity) {
    return new AwsAuth(null, identity, null);
  }

  /** What the operator's own pod has. */
  public static AwsAuth byEnvironment() {
    return new AwsAuth(null, null, new AwsEnvironmentCredentials());
  }
}
