package dev.keywright.testkit.aws;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One AWS account in one region: Secrets Manager, and the identities and roles of STS. Knows the
 * access keys it was told of; looks at the key and the session token of a request, not at its
 * signature. Thread-safe.
 */
public final class FakeAws implements AwsBackend {
  private final Map<String, FakeIdentity> identities = new ConcurrentHashMap<>();
  private final FakeSecretsManager secrets;
  private final FakeSts sts;

  /** An account without secrets. */
  public FakeAws(InstantSource clock) {
    this.secrets = new FakeSecretsManager(clock);
    this.sts = new FakeSts(clock);
  }

  /** Its Secrets Manager, for what people do there. */
  public FakeSecretsManager secrets() {
    return secrets;
  }

  /** From now on {@code accessKeyId} is this. */
  public void know(String accessKeyId, FakeIdentity identity) {
    identities.put(accessKeyId, identity);
  }

  /** From now on the role can be taken. */
  public void know(FakeRole role) {
    sts.know(role);
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
    if (request.action().equals("sts:AssumeRoleWithWebIdentity")) {
      return sts.assumeWithToken(request, this::know); // the token is the proof
    }
    Optional<String> problem = problemOf(request);
    if (problem.isPresent()) {
      return FakeSts.error(
          403,
          problem.get().equals("UnrecognizedClientException")
              ? "InvalidClientTokenId"
              : problem.get().replace("TokenException", "Token"));
    }
    FakeIdentity caller = callerOf(request).orElseThrow();
    return switch (request.action()) {
      case "sts:GetCallerIdentity" -> sts.identity(caller);
      case "sts:AssumeRole" -> sts.assume(caller, request, this::know);
      default -> FakeSts.error(400, "InvalidAction");
    };
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
