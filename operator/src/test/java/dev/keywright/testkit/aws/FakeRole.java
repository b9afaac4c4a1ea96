package dev.keywright.testkit.aws;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An IAM role that the fake can give.
 *
 * @param arn its name
 * @param trusts who may take it: the ARN of a caller, or the token of a web identity
 * @param externalId what AssumeRole must name; empty for none
 * @param tags what AssumeRole must name; empty for none
 */
public record FakeRole(
    String arn, Predicate<String> trusts, Optional<String> externalId, Map<String, String> tags) {
  /** A role of the account. */
  public static FakeRole named(String name, Predicate<String> trusts) {
    return new FakeRole(
        "arn:aws:iam::111122223333:role/" + name, trusts, Optional.empty(), Map.of());
  }

  /** The same, for those who know {@code id}. */
  public FakeRole withExternalId(String id) {
    return new FakeRole(arn, trusts, Optional.of(id), tags);
  }

  /** The same, for sessions with a tag. */
  public FakeRole withTag(String key, String value) {
    return new FakeRole(arn, trusts, externalId, Map.of(key, value));
  }

  /** The ARN of a session in this role. */
  public String sessionArn() {
    return arn.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/") + "/keywright";
  }

  boolean isGivenTo(String who, AwsRequest request) {
    return trusts.test(who)
        && externalId.equals(request.form("ExternalId"))
        && tags.equals(request.formTags());
  }
}
