package dev.keywright.provider.aws;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The SDK's clients for one store, with one identity. Thread-safe. */
final class AwsClients implements AutoCloseable {
  private final AwsClientBuild build;
  private final AwsCredentialsProvider credentials;
  private final SecretsManagerClient secrets;

  AwsClients(AwsClientBuild build, AwsCredentialsProvider credentials) {
    this.build = build;
    this.credentials = credentials;
    this.secrets = build.secrets(credentials);
  }

  /** Secrets Manager. */
  SecretsManagerClient secrets() {
    return secrets;
  }

  /** A client for STS; the caller closes it. */
  StsClient sts() {
    return build.sts(credentials);
  }

  /** Whether STS is asked at an address that may serve Secrets Manager only. */
  boolean hasOwnEndpoint() {
    return build.hasOwnEndpoint();
  }

  @Override
  public void close() {
    secrets.close();
    build.close();
  }
}
