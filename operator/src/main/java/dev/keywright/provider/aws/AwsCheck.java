package dev.keywright.provider.aws;

import dev.keywright.provider.spi.CheckResult;
import dev.keywright.provider.spi.CheckResult.Capability;
import java.time.Duration;
import java.util.Set;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Finds out who we are: STS GetCallerIdentity, which needs no rights and costs nothing. Where STS
 * cannot be reached or the store's endpoint is not STS, Secrets Manager itself is asked about a
 * secret that need not exist; its refusal proves as much, without a name. Thread-safe.
 */
final class AwsCheck {
  private static final String STS_CALL = "sts:GetCallerIdentity";
  private static final String PROBE = "keywright-check";

  private final AwsConnection connection;

  AwsCheck(AwsConnection connection) {
    this.connection = connection;
  }

  CheckResult check() {
    try {
      return ready(callerIdentity());
    } catch (AwsCallFailed e) {
      boolean isFinal =
          e.problem() == AwsProblem.UNTRUSTED
              || (e.problem().isAboutIdentity() && !connection.clients().hasOwnEndpoint());
      return isFinal ? new CheckResult.Failed(e.failure()) : probe();
    }
  }

  private String callerIdentity() {
    String arn =
        connection.call(
            STS_CALL,
            () -> {
              try (StsClient sts = connection.clients().sts()) {
                return String.valueOf(
                    sts.getCallerIdentity(r -> r.overrideConfiguration(half())).arn());
              }
            });
    if (!arn.startsWith("arn:")) {
      throw AwsFailures.failed(AwsProblem.UNAVAILABLE, STS_CALL);
    }
    return arn;
  }

  private CheckResult probe() {
    DescribeSecretRequest request =
        DescribeSecretRequest.builder().secretId(PROBE).overrideConfiguration(half()).build();
    String call = "secretsmanager:DescribeSecret";
    try {
      String name =
          connection.call(
              call,
              () -> String.valueOf(connection.clients().secrets().describeSecret(request).name()));
      return name.equals(PROBE)
          ? unnamed()
          : new CheckResult.Failed(AwsFailures.failed(AwsProblem.UNAVAILABLE, call).failure());
    } catch (AwsCallFailed e) {
      return switch (e.problem()) {
        case ABSENT, RIGHTS -> unnamed();
        case STATE,
            PARAMETER,
            TAKEN,
            IDENTITY,
            UNTRUSTED,
            EXPIRED,
            KEY,
            THROTTLED,
            QUOTA,
            UNSUPPORTED,
            UNKNOWN,
            UNAVAILABLE ->
            new CheckResult.Failed(e.failure());
      };
    }
  }

  /** Both calls together stay within the bound of one. */
  private AwsRequestOverrideConfiguration half() {
    Duration half = connection.timeout().dividedBy(2);
    return AwsRequestOverrideConfiguration.builder()
        .apiCallTimeout(half)
        .apiCallAttemptTimeout(half)
        .build();
  }

  private static CheckResult unnamed() {
    return ready("accepted by AWS Secrets Manager (STS could not be asked for the ARN)");
  }

  private static CheckResult ready(String identity) {
    return new CheckResult.Ready(identity, Set.of(Capability.READ, Capability.ROTATE));
  }
}
