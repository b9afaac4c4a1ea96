package dev.keywright.provider.aws;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The block {@code spec.provider.awsSecretsManager} of a store. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AwsSettings(
    @Required
        @Size(min = 1, max = 63)
        @Pattern("^[a-z]{2,4}(-[a-z]+)+-[0-9]+$")
        @JsonPropertyDescription(
            "AWS region that holds the secrets. No default. Example: eu-central-1.")
        String region,
    @Size(max = 2048)
        @JsonPropertyDescription(
            "Address to use in place of the region's public one, for an interface endpoint or an"
                + " emulator: scheme, host and port only. http is allowed, with no protection of values in"
                + " transit. Default: the public endpoint of the region. Example:"
                + " https://vpce-0a1b2c3d.secretsmanager.eu-central-1.vpce.amazonaws.com.")
        @Nullable String endpoint,
    @Required
        @JsonPropertyDescription("How to prove who we are, exactly one of static, environment.")
        AwsAuth auth) {}
