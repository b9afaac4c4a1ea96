package dev.keywright.provider.aws;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * How the SDK's clients of one store are made: one connection pool, no retries of the SDK's own
 * (who calls Keywright's providers decides on those), and a hard bound on every call. Thread-safe.
 */
final class AwsClientBuild implements AutoCloseable {
  private static final int TIMEOUT_THREADS = 4;

  private final AwsSettings settings;
  private final Duration timeout;
  private final SdkHttpClient http;
  private final ScheduledThreadPoolExecutor timeouts;

  AwsClientBuild(AwsSettings settings, Duration timeout) {
    this.settings = settings;
    this.timeout = timeout;
    this.http =
        UrlConnectionHttpClient.builder().connectionTimeout(timeout).socketTimeout(timeout).build();
    this.timeouts =
        new ScheduledThreadPoolExecutor(
            TIMEOUT_THREADS, Thread.ofVirtual().name("aws-timeout-", 0).factory());
    this.timeouts.setRemoveOnCancelPolicy(true);
  }

  /** Secrets Manager; the caller closes it. */
  SecretsManagerClient secrets(AwsCredentialsProvider credentials) {
    return configured(SecretsManagerClient.builder().httpClient(http), credentials).build();
  }

  /**
   * STS of the region, or at the store's own endpoint where it has one. The caller closes it; it is
   * needed once in a while only.
   */
  StsClient sts(AwsCredentialsProvider credentials) {
    return configured(StsClient.builder().httpClient(http), credentials).build();
  }

  /** Whether STS is asked at an address that may serve Secrets Manager only. */
  boolean hasOwnEndpoint() {
    return settings.endpoint() != null;
  }

  @Override
  public void close() {
    timeouts.shutdownNow();
    http.close();
  }

  private <B extends AwsClientBuilder<B, ?>> B configured(
      B builder, AwsCredentialsProvider credentials) {
    String endpoint = settings.endpoint();
    if (endpoint != null) {
      builder.endpointOverride(URI.create(endpoint));
    }
    return builder
        .region(Region.of(settings.region()))
        .credentialsProvider(credentials)
        .overrideConfiguration(
            options ->
                options
                    .apiCallTimeout(timeout)
                    .apiCallAttemptTimeout(timeout)
                    .retryStrategy(AwsRetryStrategy.doNotRetry())
                    .scheduledExecutorService(timeouts));
  }
}
