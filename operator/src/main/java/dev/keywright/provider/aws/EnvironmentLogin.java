package dev.keywright.provider.aws;

import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * What the operator's own pod has. The chain of the SDK keeps credentials and renews them before
 * they end; after a refusal a new chain starts from nothing.
 */
final class EnvironmentLogin implements AwsLogin {
  /** Makes a chain; does no I/O. */
  interface Chain {
    AwsCredentialsProvider start();
  }

  private final Chain chain;
  private AwsCredentialsProvider provider;
  private @Nullable AwsCredentials given;

  EnvironmentLogin(Chain chain) {
    this.chain = chain;
    this.provider = chain.start();
  }

  @Override
  public AwsCredentials credentials() {
    try {
      return remembered(started().resolveCredentials());
    } catch (SdkException nothingFound) {
      throw new AwsCallFailed(
          AwsProblem.UNAVAILABLE,
          ProviderFailure.of(
              FailureKind.UNAVAILABLE,
              "the operator's pod gives no AWS credentials now: give its ServiceAccount or node a"
                  + " role, or use auth.static"));
    }
  }

  @Override
  public synchronized void refused(AwsCredentials credentials) {
    if (!credentials.equals(given)) {
      return; // another call has seen to it
    }
    end(provider);
    provider = chain.start();
    given = null;
  }

  @Override
  public synchronized void close() {
    end(provider);
  }

  private synchronized AwsCredentialsProvider started() {
    return provider;
  }

  private synchronized AwsCredentials remembered(AwsCredentials credentials) {
    given = credentials;
    return credentials;
  }

  private static void end(AwsCredentialsProvider provider) {
    if (provider instanceof SdkAutoCloseable open) {
      open.close();
    }
  }
}
