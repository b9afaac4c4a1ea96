package dev.keywright.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.provider.spi.FailureKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

final class AwsFailuresTest {
  @ParameterizedTest
  @CsvSource({
    "ResourceNotFoundException, 400, ABSENT, INVALID",
    "InvalidRequestException, 400, STATE, INVALID",
    "InvalidParameterException, 400, PARAMETER, INVALID",
    "ValidationException, 400, PARAMETER, INVALID",
    "ResourceExistsException, 400, TAKEN, INVALID",
    "AccessDeniedException, 400, RIGHTS, DENIED",
    "AccessDenied, 403, RIGHTS, DENIED",
    "UnrecognizedClientException, 400, IDENTITY, DENIED",
    "InvalidClientTokenId, 403, IDENTITY, DENIED",
    "InvalidSignatureException, 400, IDENTITY, DENIED",
    "SignatureDoesNotMatch, 403, IDENTITY, DENIED",
    "IncompleteSignature, 400, IDENTITY, DENIED",
    "MissingAuthenticationTokenException, 400, IDENTITY, DENIED",
    "RequestExpired, 400, IDENTITY, DENIED",
    "InvalidIdentityToken, 400, UNTRUSTED, DENIED",
    "IDPRejectedClaim, 403, UNTRUSTED, DENIED",
    "IDPCommunicationError, 400, UNAVAILABLE, UNAVAILABLE",
    "RegionDisabledException, 403, RIGHTS, DENIED",
    "ExpiredTokenException, 400, EXPIRED, DENIED",
    "ExpiredToken, 403, EXPIRED, DENIED",
    "DecryptionFailure, 400, KEY, DENIED",
    "EncryptionFailure, 400, KEY, DENIED",
    "ThrottlingException, 400, THROTTLED, THROTTLED",
    "Throttling, 400, THROTTLED, THROTTLED",
    "TooManyRequestsException, 429, THROTTLED, THROTTLED",
    "RequestLimitExceeded, 503, THROTTLED, THROTTLED",
    "LimitExceededException, 400, QUOTA, THROTTLED",
    "UnknownOperationException, 400, UNSUPPORTED, INVALID",
    "InternalServiceError, 500, UNAVAILABLE, UNAVAILABLE",
    "InternalFailure, 500, UNAVAILABLE, UNAVAILABLE",
    "ServiceUnavailable, 503, UNAVAILABLE, UNAVAILABLE",
    "NeverHeardOfException, 400, UNKNOWN, INVALID",
    "NeverHeardOfException, 500, UNAVAILABLE, UNAVAILABLE",
    "NeverHeardOfException, 403, RIGHTS, DENIED",
    ", 403, RIGHTS, DENIED",
    ", 401, RIGHTS, DENIED",
    ", 429, THROTTLED, THROTTLED",
    ", 404, UNAVAILABLE, UNAVAILABLE",
    ", 502, UNAVAILABLE, UNAVAILABLE",
    ", 302, UNAVAILABLE, UNAVAILABLE",
  })
  void meansByCodeAndStatus(
      @Nullable String code, int status, AwsProblem problem, FailureKind kind) {
    AwsServiceException thrown = refused(code, status, null);

    assertThat(AwsFailures.problemOf(thrown)).isEqualTo(problem);
    assertThat(AwsFailures.failed(thrown, "a call").failure().kind()).isEqualTo(kind);
  }

  @Test
  void noAnswerIsUnavailable() {
    assertThat(AwsFailures.problemOf(SdkClientException.create("connection refused")))
        .isEqualTo(AwsProblem.UNAVAILABLE);
    assertThat(AwsFailures.problemOf(ApiCallTimeoutException.create(2_000)))
        .isEqualTo(AwsProblem.UNAVAILABLE);
  }

  @Test
  void neverRepeatsWhatTheOtherSideSaid() {
    AwsCallFailed failed =
        AwsFailures.failed(refused("NeverHeardOfException", 400, null), "secretsmanager:X on a/b");

    assertThat(failed.failure().message())
        .contains("secretsmanager:X on a/b")
        .doesNotContain("hunter2")
        .doesNotContain("NeverHeardOf");
    assertThat(failed).hasNoCause();
  }

  @Test
  void keepsHowLongToWait() {
    assertThat(
            AwsFailures.failed(refused("ThrottlingException", 400, "7"), "a call")
                .failure()
                .retryAfter())
        .contains(Duration.ofSeconds(7));
    assertThat(
            AwsFailures.failed(refused("ThrottlingException", 400, "Wed, 21 Oct"), "a call")
                .failure()
                .retryAfter())
        .isEmpty();
  }

  private static AwsServiceException refused(
      @Nullable String code, int status, @Nullable String retryAfter) {
    SdkHttpResponse.Builder response = SdkHttpResponse.builder().statusCode(status);
    if (retryAfter != null) {
      response.putHeader("Retry-After", retryAfter);
    }
    AwsErrorDetails.Builder details =
        AwsErrorDetails.builder()
            .errorMessage("the password is hunter2")
            .sdkHttpResponse(response.build());
    if (code != null) {
      details.errorCode(code);
    }
    return SecretsManagerException.builder()
        .message("the password is hunter2")
        .statusCode(status)
        .awsErrorDetails(details.build())
        .build();
  }
}
