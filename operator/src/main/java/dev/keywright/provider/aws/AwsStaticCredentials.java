package dev.keywright.provider.aws;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.keywright.provider.spi.SecretKeyReference;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** An access key kept in Secrets. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AwsStaticCredentials(
    @Required
        @JsonPropertyDescription(
            "Where the access key id is kept. Default: none, it must be set. Example: {name: aws, key: access-key-id}.")
        SecretKeyReference accessKeyIdRef,
    @Required
        @JsonPropertyDescription(
            "Where the secret access key is kept. Default: none, it must be set. Example: {name: aws, key:"
                + " secret-access-key}.")
        SecretKeyReference secretAccessKeyRef,
    @JsonPropertyDescription(
            "Where the session token of temporary credentials is kept. Default: none, for a"
                + " long-lived access key. Example: {name: aws, key: session-token}.")
        @Nullable SecretKeyReference sessionTokenRef) {}
