package dev.keywright.provider.aws;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The block {@code spec.provider.awsSecretsManager} of a store. */
@JsonClassDescription(
    "AWS Secrets Manager in one region. Example: {region: eu-central-1, auth: {environment: {}}}.")
@JsonIgnoreProperties(ignoreUnknown = true)
public record AwsSettings(
    @Required
        @Size(max = 63)
        @ValidationRule(
            value = "self.matches('^[a-z]{2,4}(-[a-z]+)+-[0-9]+$')",
            message = "must be the code of an AWS region, for instance eu-central-1")
        @JsonPropertyDescription(
            "AWS region that holds the secrets. Default: none, it must be set. Example:"
                + " eu-central-1.")
        String region,
    @Size(max = 512)
        @ValidationRule(
            value = "self.matches('^https?://[^/?#@ ]+/?$')",
            message =
                "must be https:// or http:// with a host and, where needed, a port, and nothing else;"
                    + " leave it out for the public endpoint of the region")
        @JsonPropertyDescription(
            "Address to use in place of the region's public one, for an interface endpoint or an"
                + " emulator: scheme, host and port only. http is allowed, with no protection of values in"
                + " transit. Default: the public endpoint of the region. Example:"
                + " https://vpce-0a1b2c3d.secretsmanager.eu-central-1.vpce.amazonaws.com.")
        @Nullable String endpoint,
    @Required
        @JsonPropertyDescription(
            "How to prove who we are, exactly one of static, webIdentity, environment. Default: none, it must"
                + " be set. Example: {environment: {}}.")
        AwsAuth auth,
    @Size(max = 4)
        @JsonPropertyDescription(
            "Roles to take one after the other, the first with what auth gives. Default: none."
                + " Example: [{arn: \"arn:aws:iam::111122223333:role/shop\", externalId: x}].")
        @Nullable List<AwsAssumedRole> assumeRoles) {

  /** The chain, empty for none. */
  List<AwsAssumedRole> roles() {
    return assumeRoles == null ? List.of() : List.copyOf(assumeRoles);
  }
}
