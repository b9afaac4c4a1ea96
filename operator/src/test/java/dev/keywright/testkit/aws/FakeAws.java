package dev.keywright.testkit.aws;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One AWS account in one region: Secrets Manager, and GetCallerIdentity of STS. Knows the access
 * keys it was told of; looks at the key and the session token of a request, not at its signature.
 * Thread-safe.
 */
public final class FakeAws implements AwsBackend {
  private static final String STS_NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

  private final Map<String, FakeIdentity> identities = new ConcurrentHashMap<>();
  private final FakeSecretsManager secrets;

  /** An account without secrets. */
  public FakeAws(InstantSource clock) {
    this.secrets = new FakeSecretsManager(clock);
  }

  /** Its Secrets Manager, for what people do there. */
  public FakeSecretsManager secrets() {
    return secrets;
  }

  /** From now on {@code accessKeyId} is this. */
  public void know(String accessKeyId, FakeIdentity identity) {
    identities.put(accessKeyId, identity);
  }

  /** From now on nobody has {@code accessKeyId}. */
  public void forget(String accessKeyId) {
    identities.remove(accessKeyId);
  }

  @Override
  public AwsAnswer answer(AwsRequest request) {
    return request.action().startsWith("sts:") ? sts(request) : secretsManager(request);
  }

  private AwsAnswer secretsManager(AwsRequest request) {
    Optional<String> problem = problemOf(request);
    if (problem.isPresent()) {
      return AwsAnswer.error(400, problem.get(), "The security token included is invalid.");
    }
    if (!callerOf(request).orElseThrow().allows().test(request.action())) {
      return AwsAnswer.error(
          400, "AccessDeniedException", "User is not authorized to perform: " + request.action());
    }
    return secrets.answer(request);
  }

  private AwsAnswer sts(AwsRequest request) {
    Optional<String> problem = problemOf(request);
    if (problem.isPresent()) {
      String code =
          problem.get().equals("UnrecognizedClientException")
              ? "InvalidClientTokenId"
              : problem.get().replace("TokenException", "Token");
      return AwsAnswer.xml(
          403,
          "<ErrorResponse xmlns=\"%s\"><Error><Type>Sender</Type><Code>%s</Code></Error></ErrorResponse>"
              .formatted(STS_NAMESPACE, code));
    }
    if (!request.action().equals("sts:GetCallerIdentity")) {
      return AwsAnswer.xml(
          400,
          "<ErrorResponse xmlns=\"%s\"><Error><Code>InvalidAction</Code></Error></ErrorResponse>"
              .formatted(STS_NAMESPACE));
    }
    return AwsAnswer.xml(
        200,
        """
        <GetCallerIdentityResponse xmlns="%s"><GetCallerIdentityResult><Arn>%s</Arn>\
        <UserId>AIDAEXAMPLE</UserId><Account>111122223333</Account></GetCallerIdentityResult>\
        </GetCallerIdentityResponse>"""
            .formatted(STS_NAMESPACE, callerOf(request).orElseThrow().arn()));
  }

  private Optional<String> problemOf(AwsRequest request) {
    if (request.accessKeyId().isEmpty()) {
      return Optional.of("MissingAuthenticationTokenException");
    }
    Optional<FakeIdentity> caller = callerOf(request);
    if (caller.isEmpty() || !caller.get().sessionToken().equals(request.sessionToken())) {
      return Optional.of("UnrecognizedClientException");
    }
    return caller.get().expired() ? Optional.of("ExpiredTokenException") : Optional.empty();
  }

  private Optional<FakeIdentity> callerOf(AwsRequest request) {
    return request.accessKeyId().map(identities::get);
  }
}
