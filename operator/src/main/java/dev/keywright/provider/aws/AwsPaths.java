package dev.keywright.provider.aws;

import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.SecretPath;
import java.util.Optional;

/** Which paths can be the name or ARN of a secret. Pure. */
final class AwsPaths {
  private AwsPaths() {}

  /** Why {@code path} is not asked for; empty when it can be. */
  static Optional<ProviderFailure> refusalOf(SecretPath path) {
    if (path.isReserved()) {
      return refusal(path + " is reserved for Keywright: name another secret");
    }
    if (path.mount().isPresent()) {
      return refusal("AWS Secrets Manager has no mounts: remove mount from the source of " + path);
    }
    return Optional.empty();
  }

  private static Optional<ProviderFailure> refusal(String message) {
    return Optional.of(ProviderFailure.of(FailureKind.INVALID, message));
  }
}
