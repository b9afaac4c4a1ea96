package dev.keywright.provider.aws;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** Says that the credentials of the operator's own pod are used; has no fields. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AwsEnvironmentCredentials() {}
