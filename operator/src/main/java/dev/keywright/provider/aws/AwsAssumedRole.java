package dev.keywright.provider.aws;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One role of a chain. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AwsAssumedRole(
    @Required
        @Size(max = 2048)
        @ValidationRule(
            value = "self.matches('^arn:aws[a-z-]*:iam::[0-9]{12}:role/.+$')",
            message =
                "must be the ARN of an IAM role, for instance arn:aws:iam::111122223333:role/shop")
        @JsonPropertyDescription(
            "The role to take. Default: none, it must be set. Example: arn:aws:iam::111122223333:role/shop.")
        String arn,
    @Size(min = 2, max = 1224)
        @JsonPropertyDescription(
            "External id that the role's trust policy asks for. Default: none. Example: keywright-shop.")
        @Nullable String externalId,
    @Size(max = 50)
        @JsonPropertyDescription(
            "Session tags, for policies that look at aws:PrincipalTag. Default: none. Example: {team: shop}.")
        @Nullable Map<String, @Size(max = 256) String> sessionTags) {}
