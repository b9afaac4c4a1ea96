package dev.keywright.provider.aws;

import static java.util.Map.entry;

import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Translates what the AWS SDK throws, by error code and status, never by message text. Codes are
 * those of the Secrets Manager API reference, of its "Common Error Types", and of STS.
 */
final class AwsFailures {
  private static final Map<String, AwsProblem> BY_CODE =
      Map.ofEntries(
          entry("ResourceNotFoundException", AwsProblem.ABSENT),
          entry("InvalidRequestException", AwsProblem.STATE),
          entry("InvalidParameterException", AwsProblem.PARAMETER),
          entry("InvalidParameterValue", AwsProblem.PARAMETER),
          entry("InvalidParameterCombination", AwsProblem.PARAMETER),
          entry("ValidationException", AwsProblem.PARAMETER),
          entry("ValidationError", AwsProblem.PARAMETER),
          entry("MissingParameter", AwsProblem.PARAMETER),
          entry("ResourceExistsException", AwsProblem.TAKEN),
          entry("AccessDenied", AwsProblem.RIGHTS),
          entry("AccessDeniedException", AwsProblem.RIGHTS),
          entry("NotAuthorized", AwsProblem.RIGHTS),
          entry("UnauthorizedOperation", AwsProblem.RIGHTS),
          entry("OptInRequired", AwsProblem.RIGHTS),
          entry("UnrecognizedClientException", AwsProblem.IDENTITY),
          entry("InvalidClientTokenId", AwsProblem.IDENTITY),
          entry("InvalidAccessKeyId", AwsProblem.IDENTITY),
          entry("AuthFailure", AwsProblem.IDENTITY),
          entry("InvalidSignatureException", AwsProblem.IDENTITY),
          entry("SignatureDoesNotMatch", AwsProblem.IDENTITY),
          entry("IncompleteSignature", AwsProblem.IDENTITY),
          entry("IncompleteSignatureException", AwsProblem.IDENTITY),
          entry("MissingAuthenticationToken", AwsProblem.IDENTITY),
          entry("MissingAuthenticationTokenException", AwsProblem.IDENTITY),
          entry("RequestExpired", AwsProblem.IDENTITY),
          entry("RequestTimeTooSkewed", AwsProblem.IDENTITY),
          entry("RequestInTheFuture", AwsProblem.IDENTITY),
          entry("InvalidIdentityToken", AwsProblem.UNTRUSTED),
          entry("IDPRejectedClaim", AwsProblem.UNTRUSTED),
          entry("IDPCommunicationError", AwsProblem.UNAVAILABLE),
          entry("RegionDisabledException", AwsProblem.RIGHTS),
          entry("ExpiredToken", AwsProblem.EXPIRED),
          entry("ExpiredTokenException", AwsProblem.EXPIRED),
          entry("TokenRefreshRequired", AwsProblem.EXPIRED),
          entry("DecryptionFailure", AwsProblem.KEY),
          entry("DecryptionFailureException", AwsProblem.KEY),
          entry("EncryptionFailure", AwsProblem.KEY),
          entry("EncryptionFailureException", AwsProblem.KEY),
          entry("Throttling", AwsProblem.THROTTLED),
          entry("ThrottlingException", AwsProblem.THROTTLED),
          entry("ThrottledException", AwsProblem.THROTTLED),
          entry("RequestThrottled", AwsProblem.THROTTLED),
          entry("RequestThrottledException", AwsProblem.THROTTLED),
          entry("RequestLimitExceeded", AwsProblem.THROTTLED),
          entry("TooManyRequestsException", AwsProblem.THROTTLED),
          entry("SlowDown", AwsProblem.THROTTLED),
          entry("LimitExceededException", AwsProblem.QUOTA),
          entry("InvalidAction", AwsProblem.UNSUPPORTED),
          entry("UnknownOperationException", AwsProblem.UNSUPPORTED),
          entry("InternalFailure", AwsProblem.UNAVAILABLE),
          entry("InternalServerError", AwsProblem.UNAVAILABLE),
          entry("InternalServiceError", AwsProblem.UNAVAILABLE),
          entry("InternalServiceErrorException", AwsProblem.UNAVAILABLE),
          entry("ServiceUnavailable", AwsProblem.UNAVAILABLE),
          entry("ServiceUnavailableException", AwsProblem.UNAVAILABLE));

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

  private AwsFailures() {}

  /** What {@code thrown} means. */
  static AwsProblem problemOf(SdkException thrown) {
    if (!(thrown instanceof AwsServiceException refused)) {
      return AwsProblem.UNAVAILABLE;
    }
    AwsErrorDetails details = refused.awsErrorDetails();
    return problemOf(details == null ? null : details.errorCode(), refused.statusCode());
  }

  /**
   * What an error answer means. Without a code that is known the answer may come from anything
   * between us and AWS, so that only its status counts, and 404 is no proof that a secret is gone.
   */
  static AwsProblem problemOf(@Nullable String code, int status) {
    AwsProblem known = code == null ? null : BY_CODE.get(code);
    if (known != null) {
      return known;
    }
    return switch (status) {
      case 401, 403 -> AwsProblem.RIGHTS;
      case 429 -> AwsProblem.THROTTLED;
      default ->
          code != null && status >= 400 && status < 500
              ? AwsProblem.UNKNOWN
              : AwsProblem.UNAVAILABLE;
    };
  }

  /** {@code thrown} as this package passes it on. */
  static AwsCallFailed failed(SdkException thrown, String call) {
    return failed(problemOf(thrown), call, retryAfter(thrown));
  }

  /** A call that failed for {@code problem}. */
  static AwsCallFailed failed(AwsProblem problem, String call) {
    return failed(problem, call, Optional.empty());
  }

  /** A request that can never succeed as it is written. */
  static AwsCallFailed invalid(String message) {
    return new AwsCallFailed(
        AwsProblem.PARAMETER, ProviderFailure.of(FailureKind.INVALID, message));
  }

  private static AwsCallFailed failed(AwsProblem problem, String call, Optional<Duration> wait) {
    return new AwsCallFailed(
        problem, new ProviderFailure(problem.kind(), problem.sentence() + " (" + call + ")", wait));
  }

  private static Optional<Duration> retryAfter(SdkException thrown) {
    if (!(thrown instanceof AwsServiceException refused)
        || refused.awsErrorDetails() == null
        || refused.awsErrorDetails().sdkHttpResponse() == null) {
      return Optional.empty();
    }
    return refused
        .awsErrorDetails()
        .sdkHttpResponse()
        .firstMatchingHeader("Retry-After")
        .filter(text -> SECONDS.matcher(text).matches())
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }
}
