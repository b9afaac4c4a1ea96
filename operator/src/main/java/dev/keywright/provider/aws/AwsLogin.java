package dev.keywright.provider.aws;

import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** Where the credentials for each call come from. Thread-safe. */
interface AwsLogin extends AutoCloseable {
  /**
   * The credentials to sign with now.
   *
   * @throws AwsCallFailed when they cannot be had
   */
  AwsCredentials credentials();

  /** AWS refused {@code credentials}: read them again before the next call. */
  void refused(AwsCredentials credentials);

  @Override
  void close();
}
