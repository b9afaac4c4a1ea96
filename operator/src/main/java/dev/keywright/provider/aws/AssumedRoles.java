package dev.keywright.provider.aws;

import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.model.Credentials;

/** What taking a role comes to, by whichever call. */
final class AssumedRoles {
  /** Shows in CloudTrail. */
  static final String SESSION_NAME = "keywright";

  private AssumedRoles() {}

  /**
   * The session that {@code request} gives.
   *
   * @param refusal what to say when AWS does not give the role
   * @throws AwsCallFailed when there is none
   */
  static SessionCredentials.Session session(
      String call, Supplier<String> refusal, Supplier<Credentials> request) {
    try {
      return SessionCredentials.Session.of(request.get());
    } catch (SdkException e) {
      throw translated(e, call, refusal);
    }
  }

  private static AwsCallFailed translated(
      SdkException thrown, String call, Supplier<String> refusal) {
    AwsCallFailed usual = AwsFailures.failed(thrown, call);
    boolean isRefusal =
        usual.problem() == AwsProblem.RIGHTS
            || usual.problem() == AwsProblem.UNTRUSTED
            || usual.problem() == AwsProblem.PARAMETER;
    return isRefusal
        ? new AwsCallFailed(
            AwsProblem.UNTRUSTED, ProviderFailure.of(FailureKind.DENIED, refusal.get()))
        : usual;
  }
}
