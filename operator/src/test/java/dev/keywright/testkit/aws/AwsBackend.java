package dev.keywright.testkit.aws;

/** What stands behind an {@link AwsFront}. */
public interface AwsBackend {
  /** Answers one request; errors are answers. */
  AwsAnswer answer(AwsRequest request);
}
