package dev.keywright.provider.aws;

import dev.keywright.provider.spi.ProviderFailure;

/**
 * A call to AWS that did not succeed. Never leaves this package: every SPI method turns it into its
 * outcome. Carries no cause, because messages of the SDK repeat what the other side sent.
 */
final class AwsCallFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient AwsProblem problem;
  private final transient ProviderFailure failure;

  AwsCallFailed(AwsProblem problem, ProviderFailure failure) {
    super(failure.message(), null, false, false);
    this.problem = problem;
    this.failure = failure;
  }

  AwsProblem problem() {
    return problem;
  }

  ProviderFailure failure() {
    return failure;
  }
}
