package dev.keywright.provider.aws;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.keywright.provider.spi.ServiceAccountReference;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A role taken with a ServiceAccount's token (IAM roles for service accounts). */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AwsWebIdentity(
    @Required
        @JsonPropertyDescription(
            "The ServiceAccount whose short-lived token is shown to AWS. Default: none, it must be set. Example: {name: reader}.")
        ServiceAccountReference serviceAccountRef,
    @Size(max = 2048)
        @ValidationRule(
            value = "self.matches('^arn:aws[a-z-]*:iam::[0-9]{12}:role/.+$')",
            message =
                "must be the ARN of an IAM role, for instance arn:aws:iam::111122223333:role/shop-reader")
        @JsonPropertyDescription(
            "The role whose trust policy names the ServiceAccount. Default: the annotation eks.amazonaws.com/role-arn of the ServiceAccount. Example: arn:aws:iam::111122223333:role/shop-reader.")
        @Nullable String roleArn,
    @Size(min = 1, max = 8)
        @JsonPropertyDescription(
            "Audiences of the token; the identity provider in IAM must name one of them. Default: [sts.amazonaws.com]. Example: [sts.amazonaws.com].")
        @Nullable List<@Size(min = 1, max = 256) String> audiences) {}
