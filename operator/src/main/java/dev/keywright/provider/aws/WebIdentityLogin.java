package dev.keywright.provider.aws;

import dev.keywright.core.SecretMaterial;
import dev.keywright.provider.spi.Credential;
import dev.keywright.provider.spi.CredentialSource;
import dev.keywright.provider.spi.ProviderFailure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * A role taken with a fresh token of a ServiceAccount (STS AssumeRoleWithWebIdentity, which is not
 * signed: the token is the proof). Thread-safe.
 */
final class WebIdentityLogin implements AwsLogin {
  /** Where Amazon EKS keeps the role of a ServiceAccount. */
  static final String ROLE_ANNOTATION = "eks.amazonaws.com/role-arn";

  private static final String CALL = "sts:AssumeRoleWithWebIdentity";
  private static final List<String> DEFAULT_AUDIENCES = List.of("sts.amazonaws.com");

  /** The shortest that the Kubernetes API issues; the token is used once. */
  private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(10);

  private final AwsWebIdentity identity;
  private final CredentialSource source;
  private final AwsClientBuild clients;
  private final SessionCredentials session;

  WebIdentityLogin(
      AwsWebIdentity identity,
      CredentialSource source,
      AwsClientBuild clients,
      InstantSource clock) {
    this.identity = identity;
    this.source = source;
    this.clients = clients;
    this.session = new SessionCredentials(this::assume, clock);
  }

  @Override
  public AwsCredentials credentials() {
    return session.get();
  }

  @Override
  public void refused(AwsCredentials credentials) {
    session.forget(credentials);
  }

  @Override
  public void close() {}

  private SessionCredentials.Session assume() {
    String role = role();
    String token =
        text(source.serviceAccountToken(identity.serviceAccountRef(), audiences(), TOKEN_LIFETIME));
    return AssumedRoles.session(
        CALL,
        () -> refusal(role),
        () -> {
          try (StsClient sts = clients.sts(AnonymousCredentialsProvider.create())) {
            return sts.assumeRoleWithWebIdentity(
                    request ->
                        request
                            .roleArn(role)
                            .roleSessionName(AssumedRoles.SESSION_NAME)
                            .webIdentityToken(token))
                .credentials();
          }
        });
  }

  private String role() {
    String named = identity.roleArn();
    return named != null
        ? named
        : text(source.serviceAccountAnnotation(identity.serviceAccountRef(), ROLE_ANNOTATION));
  }

  private List<String> audiences() {
    List<String> named = identity.audiences();
    return named == null || named.isEmpty() ? DEFAULT_AUDIENCES : List.copyOf(named);
  }

  private static String text(Credential credential) {
    return switch (credential) {
      case Credential.Refused(ProviderFailure failure) ->
          throw new AwsCallFailed(AwsProblem.IDENTITY, failure);
      case Credential.Resolved(SecretMaterial material) -> material.revealUtf8().strip();
    };
  }

  /** Names every setting that can be at odds: AWS gives one answer for all of them. */
  private String refusal(String role) {
    return ("AWS does not give role %s to ServiceAccount %s; the role must exist and trust this"
            + " account and its namespace (condition on :sub), the cluster's issuer must be an"
            + " identity provider in IAM, and one of auth.webIdentity.audiences (now %s) must be"
            + " its audience (condition on :aud)")
        .formatted(role, identity.serviceAccountRef().name(), audiences());
  }
}
